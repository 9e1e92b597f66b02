import type { MapPoolOptions, Mapper, Source } from '../../types.ts'

export { createLimit } from '../solution.ts'

/**
 * Believes that an error is never a falsy value.
 *
 * @fails with `stopOnError: false`, calls `fn` for every item and reports all errors
 * @diagnosis An error counts whatever its value is
 */
export async function mapPool<T, R>(
  items: Source<T>,
  fn: Mapper<T, R>,
  options: MapPoolOptions,
): Promise<R[]> {
  const { limit, signal, stopOnError = true } = options ?? {}
  checkLimit('map the items', limit)
  checkFunction(fn)
  signal?.throwIfAborted()
  const source = iteratorOf(items)
  const controller = new AbortController()
  const inner = { signal: controller.signal }
  const { promise, resolve, reject } = Promise.withResolvers<R[]>()
  const results: R[] = []
  const errors: unknown[] = []
  let index = 0
  let active = 0
  let isPulling = false
  let isEnded = false

  async function call(given: T | PromiseLike<T>, at: number): Promise<void> {
    try {
      results[at] = await fn(await given, at, inner)
    } catch (error) {
      if (stopOnError) stop(error)
      else errors[at] = error
    }
    active -= 1
    if (!isPulling) fill()
  }

  /** Pulls items until all slots are taken. It never pulls while another pull is under way. */
  function fill(): void {
    isPulling = true
    try {
      while (active < limit && !isEnded) {
        const step = source.next()
        if ('then' in step) return void step.then(take, stop).then(fill)
        take(step)
      }
    } catch (error) {
      stop(error)
    }
    isPulling = false
    finish()
  }

  function take(step: IteratorResult<T | PromiseLike<T>>): void {
    isEnded ||= step.done === true
    if (step.done) return
    active += 1
    void call(step.value, index++)
  }

  /** Ends the pool early. If the source threw, that's an early end whatever `stopOnError` says. */
  function stop(reason: unknown): void {
    if (!isEnded) close(source)
    isEnded = true
    reject(reason)
    controller.abort(reason)
  }

  function finish(): void {
    if (active > 0) return
    const failed = Object.values(errors).filter(Boolean)
    if (errors.length === 0) resolve(results)
    else reject(new AggregateError(failed, `${failed.length} of ${index} calls failed`))
  }

  const onAbort = (): void => stop(signal?.reason)
  signal?.addEventListener('abort', onAbort)
  fill()
  try {
    return await promise
  } finally {
    signal?.removeEventListener('abort', onAbort)
  }
}

function iteratorOf<T>(items: Iterable<T> | AsyncIterable<T>): Iterator<T> | AsyncIterator<T> {
  const source = Object(items) as Partial<Iterable<T> & AsyncIterable<T>>
  const iterator = source[Symbol.asyncIterator]?.() ?? source[Symbol.iterator]?.()
  if (iterator !== undefined) return iterator
  throw new TypeError(`Cannot map the items: expected items to be iterable, got ${typeof items}`)
}

/** Nobody waits for a source that closes slowly or fails to: the first error counts. */
function close(source: Iterator<unknown> | AsyncIterator<unknown>): void {
  Promise.try(() => source.return?.()).catch(() => {})
}

function checkLimit(what: string, limit: unknown): void {
  if (limit === Infinity || (Number.isInteger(limit) && Number(limit) >= 1)) return
  throw new RangeError(
    `Cannot ${what}: expected limit to be a whole number >= 1 or Infinity, got ${String(limit)}`,
  )
}

function checkFunction(fn: unknown): void {
  if (typeof fn === 'function') return
  throw new TypeError(`Cannot map the items: expected fn to be a function, got ${String(fn)}`)
}
