import { Queue } from '../queue.ts'
import type { Limit, MapPoolOptions, Mapper, Source } from '../types.ts'

export type { Limit, MapPoolOptions, Mapper, Source } from '../types.ts'

/**
 * Calls `fn` for every item, with at most `limit` calls in flight. As soon as a call ends, the next one
 * starts. It pulls an item only when a slot is free, one at a time, so a source may be endless.
 *
 * The makespan is at least the greater of: all latencies added up, divided by `limit`; and the slowest
 * latency. It is at most (2 − 1 ÷ limit) times the best possible one (R. L. Graham, "Bounds on
 * Multiprocessing Timing Anomalies", 1969).
 *
 * If it stops early, it aborts the signal that `fn` got, closes the source, and waits for neither.
 *
 * @returns The results in the order of the items, whichever call ends first.
 * @throws {RangeError} if `limit` is not a whole number of 1 or more, or `Infinity`.
 * @throws {TypeError} if `items` can't be iterated or `fn` is not a function.
 * @throws What the first failing call threw, unchanged, or what the source threw.
 * @throws {AggregateError} with `stopOnError: false`, after the last call, if any call failed.
 * @throws `signal.reason`, unchanged, as soon as the signal aborts.
 *
 * @example
 * ```ts
 * import { mapPool } from '@overlap/lesson-13'
 * import { simulate } from '@overlap/mock-server'
 *
 * const run = await simulate({ latency: 100 }, (api) =>
 *   mapPool([1, 2, 3, 4, 5], (id, _index, init) => fetch(api.url(`/products/${id}`), init), { limit: 2 }),
 * )
 *
 * run.settledMs // → 300
 * run.counters.peakInFlight // → 2
 * ```
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
      const item = await given
      if (controller.signal.aborted) return
      results[at] = await fn(item, at, inner)
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

  /** After a stop, `call` still awaits the item, so that nothing leaves its rejection unhandled. */
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

/** A call that goes through a limit. */
interface Call {
  readonly fn: (...args: unknown[]) => unknown
  readonly args: readonly unknown[]
}

/** A call that waits for a slot. */
interface Waiting extends Call {
  /** Starts the call. With a promise that rejects, the call rejects instead. */
  readonly start: (call: Call | Promise<never>) => void
}

/**
 * Makes a limit shared by calls from many places: at most `limit` of them are in flight.
 *
 * @throws {RangeError} if `limit` is not a whole number of 1 or more, or `Infinity`.
 *
 * @example
 * ```ts
 * import { createLimit } from '@overlap/lesson-13'
 * import { simulate } from '@overlap/mock-server'
 *
 * const run = await simulate({ latency: 100 }, (api) => {
 *   const limited = createLimit(2)
 *   const calls = [1, 2, 3].map((id) => limited(fetch, api.url(`/products/${id}`)))
 *   return Promise.all(calls)
 * })
 *
 * run.settledMs // → 200
 * ```
 */
export function createLimit(limit: number): Limit {
  checkLimit('create the limit', limit)
  const waiting = new Queue<Waiting>()
  let active = 0

  function run(fn: Call['fn'], ...args: unknown[]): Promise<unknown> {
    // `then` keeps the caller's `AsyncLocalStorage` for the call, and needs less memory than an `await` here.
    const result = new Promise<Call>((start) => waiting.push({ fn, args, start })).then(call)
    fill()
    return result
  }

  async function call({ fn, args }: Call): Promise<unknown> {
    try {
      return await fn(...args)
    } finally {
      active -= 1
      fill()
    }
  }

  function fill(): void {
    while (active < limit && waiting.size > 0) {
      active += 1
      const next = waiting.shift()
      next?.start(next)
    }
  }

  return Object.defineProperties(run, {
    activeCount: { get: () => active },
    pendingCount: { get: () => waiting.size },
    limit: {
      get: () => limit,
      set(value: number) {
        checkLimit('change the limit', value)
        limit = value
        fill()
      },
    },
    clear: {
      value() {
        const reason = new DOMException('The call was removed from the queue', 'AbortError')
        while (waiting.size > 0) waiting.shift()?.start(Promise.reject(reason))
      },
    },
  }) as Limit
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
