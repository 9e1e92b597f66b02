import type { MapPoolOptions, Mapper, Source } from '../../types.ts'

export { createLimit } from '../solution.ts'

/**
 * Believes that every source is a list that fits in memory.
 *
 * @fails takes any source, one item at a time, and refuses bad arguments
 * @diagnosis pull the next item only when a slot is free
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
  const source: Iterator<T | PromiseLike<T>> = (await Array.fromAsync(items)).values()
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
        take(step)
      }
    } catch (error) {
      stop(error)
    }
    isPulling = false
    finish()
  }

  function take(step: IteratorResult<T | PromiseLike<T>>): void {
    if (isEnded) return
    isEnded = step.done === true
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
    const failed = Object.values(errors)
    if (failed.length === 0) resolve(results)
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
