import { checkBatch, checkCache, checkFunction, checkKey } from './check-options.ts'
import type {
  BatchOptions,
  CacheOptions,
  LoadMany,
  Shared,
  SingleFlightOptions,
  Work,
} from './types.ts'

/**
 * Makes a function that calls `fn` once for all callers that arrive while the call is in flight.
 *
 * @throws {TypeError} if `fn` or `key` isn't a function.
 */
export function singleFlight<Arg, T>(
  fn: Work<Arg, T>,
  { key = (arg) => arg }: SingleFlightOptions<Arg> = {},
): Shared<Arg, T> {
  checkFunction('fn', fn)
  checkKey(key)
  const values = new Map<unknown, T>()
  return async (arg) => {
    const id = key(arg)
    // TODO: while the first call is in flight, who finds something here? And who does, an hour later?
    const known = values.get(id)
    if (known !== undefined) return known
    const { signal } = new AbortController()
    const value = await fn(arg, { signal })
    values.set(id, value)
    return value
  }
}

/**
 * For two stars: makes a function that keeps the values of `fn` for `ttlMs`.
 *
 * @throws {TypeError} if `fn` or `key` isn't a function.
 * @throws {RangeError} if `ttlMs`, `staleMs` or `maxSize` is out of range.
 */
export function cached<Arg, T>(fn: Work<Arg, T>, options: CacheOptions<Arg>): Shared<Arg, T> {
  checkCache(options)
  // TODO, for a star: this keeps nothing.
  return singleFlight(fn, options)
}

/**
 * For a star: makes a function that collects keys and loads them with one call.
 *
 * @throws {TypeError} if `loadMany` isn't a function.
 * @throws {RangeError} if `maxSize` or `waitMs` is out of range.
 */
export function batched<Key, T>(
  loadMany: LoadMany<Key, T>,
  options: BatchOptions = {},
): Shared<Key, T> {
  checkBatch(options)
  checkFunction('loadMany', loadMany)
  return async (key) => {
    // TODO, for a star: this makes one call for each key.
    const [value] = await loadMany([key], { signal: new AbortController().signal })
    if (value instanceof Error) throw value
    return value as T
  }
}
