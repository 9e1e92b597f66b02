import { argumentsKey, callWith, splitCall } from '../call.ts'
import { checkBatch, checkCache, checkFunction } from '../check-options.ts'
import type {
  Arguments,
  BatchOptions,
  CacheOptions,
  LoadMany,
  Shared,
  SingleFlightOptions,
  Work,
  WorkOptions,
} from '../types.ts'

export type * from '../types.ts'

/** A call in flight, and how many callers wait for it. */
interface Flight<T> {
  readonly promise: Promise<T>
  readonly controller: AbortController
  callers: number
}

/**
 * Makes a function that calls `fn` once for all callers that arrive while the call is in flight. They
 * all get its value, or its error. When the call has settled, nothing is kept: the next caller calls anew.
 *
 * `fn` may take any number of arguments, and gets `{ signal }` after them. All callers get the same object.
 * So don't share a `Response`, whose body can be read only once: read it within `fn`. `this` isn't passed on.
 * The function rejects with what `fn` or `key` throws, unchanged, and with `signal.reason`, unchanged, as soon
 * as the caller's own signal aborts. When all callers have aborted, the signal of `fn` aborts.
 *
 * @throws {TypeError} if `fn` or `key` isn't a function.
 *
 * @example
 * ```ts
 * import { singleFlight } from '@overlap/lesson-18'
 *
 * let calls = 0
 * const load = singleFlight(async (id: number) => ({ id, call: (calls += 1) }))
 *
 * await Promise.all([load(7), load(7), load(8)])
 * calls // → 2
 * await load(7)
 * calls // → 3
 * ```
 */
export function singleFlight<Params extends readonly unknown[], T>(
  fn: Work<Params, T>,
  { key = argumentsKey }: SingleFlightOptions<Arguments<Params>> = {},
): Shared<Arguments<Params>, T> {
  checkFunction('fn', fn)
  checkFunction('key', key)
  const flights = new Map<unknown, Flight<T>>()

  return async (...given) => {
    const { args, signal } = splitCall<Arguments<Params>>(given)
    signal?.throwIfAborted()
    const id = key(...args)
    const flight = flights.get(id) ?? start(id, args)
    flight.callers += 1
    if (!signal) return flight.promise

    const { promise: aborted, reject } = Promise.withResolvers<never>()
    const leave = (): void => {
      reject(signal.reason)
      flight.callers -= 1
      if (flight.callers > 0) return
      forget(id, flight)
      flight.controller.abort(signal.reason)
    }
    signal.addEventListener('abort', leave)
    // `fn` may have aborted it just now.
    if (signal.aborted) leave()
    try {
      return await Promise.race([aborted, flight.promise])
    } finally {
      signal.removeEventListener('abort', leave)
    }
  }

  function start(id: unknown, args: Arguments<Params>): Flight<T> {
    const { promise, resolve } = Promise.withResolvers<T>()
    const controller = new AbortController()
    const flight: Flight<T> = { promise, controller, callers: 0 }
    flights.set(id, flight)
    const call = async (): Promise<T> => callWith(fn, args, controller.signal)
    // A new call may have replaced this one, if every caller has aborted.
    resolve(call().finally(() => forget(id, flight)))
    return flight
  }

  function forget(id: unknown, flight: Flight<T>): void {
    if (flights.get(id) === flight) flights.delete(id)
  }
}

/**
 * Makes a function that keeps the values of `fn` for `ttlMs`. It calls `fn` as {@link singleFlight}
 * does: if many callers find that a value has expired, they share one call. Failures aren't kept.
 *
 * For `staleMs` more, callers get the old value right away, and the first one starts a call in the
 * background (stale-while-revalidate, as in RFC 5861). It belongs to no caller, so no abort stops it.
 *
 * No timer runs: an expired value stays in memory until it's replaced or the least recently used. All
 * callers get the same object. The function rejects as that of {@link singleFlight} does.
 *
 * @throws {TypeError} if `fn` or `key` isn't a function.
 * @throws {RangeError} if `ttlMs`, `staleMs` or `maxSize` is out of range.
 *
 * @example
 * ```ts
 * import { cached } from '@overlap/lesson-18'
 *
 * let calls = 0
 * const load = cached(async (id: number) => ({ id, call: (calls += 1) }), { ttlMs: 60_000 })
 *
 * await load(7)
 * await load(7)
 * calls // → 1
 * ```
 */
export function cached<Params extends readonly unknown[], T>(
  fn: Work<Params, T>,
  options: CacheOptions<Arguments<Params>>,
): Shared<Arguments<Params>, T> {
  checkCache(options)
  checkFunction('fn', fn)
  const { ttlMs, staleMs = 0, maxSize = 1000, key = argumentsKey } = options
  checkFunction('key', key)
  // The order of a Map is that of its insertions: least recently used first.
  const entries = new Map<unknown, { readonly value: T; readonly sinceMs: number }>()

  const keep = (id: unknown, entry: { readonly value: T; readonly sinceMs: number }): void => {
    entries.delete(id)
    entries.set(id, entry)
    if (entries.size > maxSize) entries.delete(entries.keys().next().value)
  }

  const load = singleFlight(
    async (id: unknown, args: Arguments<Params>, { signal }: WorkOptions) => {
      const value = await callWith(fn, args, signal)
      // After an abort, a newer call may have brought a newer value.
      if (!signal.aborted) keep(id, { value, sinceMs: performance.now() })
      return value
    },
    { key: (id) => id },
  )

  return async (...given) => {
    const { args, signal } = splitCall<Arguments<Params>>(given)
    signal?.throwIfAborted()
    const id = key(...args)
    const entry = entries.get(id)
    const ageMs = entry ? performance.now() - entry.sinceMs : Infinity
    if (!entry || ageMs >= ttlMs + staleMs) return load(id, args, { signal })
    keep(id, entry)
    if (ageMs >= ttlMs) load(id, args).catch(() => {})
    return entry.value
  }
}

/** Keys that wait to be loaded together, or are being loaded. */
interface Batch<Key, T> {
  readonly items: Set<PromiseWithResolvers<T> & { readonly key: Key }>
  readonly controller: AbortController
  readonly timer: ReturnType<typeof setTimeout>
}

/**
 * Makes a function that collects keys and loads them with one call, as dataloader does. It sends a
 * batch `waitMs` after its first key, or as soon as it has `maxSize` keys.
 *
 * A key that waits or is in flight isn't requested again. When it has settled, nothing is kept.
 *
 * The function rejects with the `Error` that `loadMany` returned in the place of this key, and with
 * `signal.reason`, unchanged, as soon as the caller's own signal aborts. A key that no caller waits for
 * leaves its batch. If `loadMany` throws, all callers in the batch get that error. If it doesn't return an
 * array with one entry for each key, they get a `TypeError`.
 *
 * @throws {TypeError} if `loadMany` isn't a function.
 * @throws {RangeError} if `maxSize` or `waitMs` is out of range.
 *
 * @example
 * ```ts
 * import { batched } from '@overlap/lesson-18'
 *
 * const requests: (readonly number[])[] = []
 * const square = batched((numbers: readonly number[]) => {
 *   requests.push(numbers)
 *   return numbers.map((n) => n * n)
 * })
 *
 * await Promise.all([square(2), square(3), square(2)]) // → [4, 9, 4]
 * requests // → [[2, 3]]
 * ```
 */
export function batched<Key, T>(
  loadMany: LoadMany<Key, T>,
  options: BatchOptions = {},
): Shared<[key: Key], T> {
  checkBatch(options)
  checkFunction('loadMany', loadMany)
  const { maxSize = Infinity, waitMs = 0 } = options
  let open: Batch<Key, T> | undefined

  // Of equal keys, only the first gets here. Its signal aborts when all callers of that key have aborted.
  return singleFlight((key: Key, { signal }: WorkOptions) => {
    const batch = (open ??= begin())
    const item = { key, ...Promise.withResolvers<T>() }
    batch.items.add(item)
    signal.addEventListener('abort', () => {
      batch.items.delete(item)
      if (batch.items.size > 0) return
      close(batch)
      batch.controller.abort(signal.reason)
    })
    if (batch.items.size >= maxSize) void send(batch)
    return item.promise
  })

  function begin(): Batch<Key, T> {
    const timer = setTimeout(() => void send(batch), waitMs)
    const batch: Batch<Key, T> = { items: new Set(), controller: new AbortController(), timer }
    return batch
  }

  function close(batch: Batch<Key, T>): void {
    clearTimeout(batch.timer)
    if (open === batch) open = undefined
  }

  async function send(batch: Batch<Key, T>): Promise<void> {
    close(batch)
    const items = [...batch.items]
    const keys = items.map(({ key }) => key)
    try {
      const values = await loadMany(keys, { signal: batch.controller.signal })
      if (!Array.isArray(values) || values.length !== items.length) {
        throw new TypeError(`Cannot use the batch: expected an array of ${items.length} values`)
      }
      for (const [i, { resolve, reject }] of items.entries()) {
        const value = values[i] as T | Error
        if (value instanceof Error) reject(value)
        else resolve(value)
      }
    } catch (error) {
      for (const { reject } of items) reject(error)
    }
  }
}
