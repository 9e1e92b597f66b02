import { argumentsKey, callWith, splitCall } from './call.ts'
import { checkBatch, checkCache, checkFunction } from './check-options.ts'
import type {
  Arguments,
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
export function singleFlight<Params extends readonly unknown[], T>(
  fn: Work<Params, T>,
  { key = argumentsKey }: SingleFlightOptions<Arguments<Params>> = {},
): Shared<Arguments<Params>, T> {
  checkFunction('fn', fn)
  checkFunction('key', key)
  const values = new Map<unknown, T>()
  return async (...given) => {
    const { args } = splitCall<Arguments<Params>>(given)
    const id = key(...args)
    // TODO: what does a second caller find here while the first call is in flight? And a caller an hour later?
    const known = values.get(id)
    if (known !== undefined) return known
    const { signal } = new AbortController() // never aborts; for the star, keep the controller
    const value = await callWith(fn, args, signal)
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
export function cached<Params extends readonly unknown[], T>(
  fn: Work<Params, T>,
  options: CacheOptions<Arguments<Params>>,
): Shared<Arguments<Params>, T> {
  checkCache(options)
  // TODO, for a star: this doesn't cache anything yet.
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
): Shared<[key: Key], T> {
  checkBatch(options)
  checkFunction('loadMany', loadMany)
  return async (...given) => {
    const {
      args: [key],
    } = splitCall<[key: Key]>(given)
    // TODO, for a star: this makes one call for each key.
    const [value] = await loadMany([key], { signal: new AbortController().signal })
    if (value instanceof Error) throw value
    return value as T
  }
}
