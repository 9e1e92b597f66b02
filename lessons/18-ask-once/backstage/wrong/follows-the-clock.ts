import { argumentsKey, callWith, splitCall } from '../../call.ts'
import { checkCache, checkFunction } from '../../check-options.ts'
import type { Arguments, CacheOptions, Shared, Work, WorkOptions } from '../../types.ts'
import { singleFlight } from '../solution.ts'

export { batched, singleFlight } from '../solution.ts'

/**
 * Believes that `Date.now()` only goes forward.
 *
 * @fails keeps values for `ttlMs`, without a stampede and within `maxSize`
 * @diagnosis which only goes forward
 */
export function cached<Params extends readonly unknown[], T>(
  fn: Work<Params, T>,
  options: CacheOptions<Arguments<Params>>,
): Shared<Arguments<Params>, T> {
  checkCache(options)
  checkFunction('fn', fn)
  const { ttlMs, staleMs = 0, maxSize = 1000, key = argumentsKey } = options
  const entries = new Map<unknown, { value: T; sinceMs: number }>()
  const keep = (id: unknown, entry: { value: T; sinceMs: number }): void => {
    entries.delete(id)
    entries.set(id, entry)
    if (entries.size > maxSize) entries.delete(entries.keys().next().value)
  }
  const load = singleFlight(
    async (id: unknown, args: Arguments<Params>, { signal }: WorkOptions) => {
      const value = await callWith(fn, args, signal)
      if (!signal.aborted) keep(id, { value, sinceMs: Date.now() })
      return value
    },
    { key: (id) => id },
  )
  return async (...given) => {
    const { args, signal } = splitCall<Arguments<Params>>(given)
    signal?.throwIfAborted()
    const id = key(...args)
    const entry = entries.get(id)
    const ageMs = entry ? Date.now() - entry.sinceMs : Infinity
    if (!entry || ageMs >= ttlMs + staleMs) return load(id, args, { signal })
    keep(id, entry)
    if (ageMs >= ttlMs) load(id, args).catch(() => {})
    return entry.value
  }
}
