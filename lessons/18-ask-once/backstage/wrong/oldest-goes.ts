import { checkCache, checkFunction } from '../../check-options.ts'
import type { CacheOptions, Shared, Work } from '../../types.ts'
import { singleFlight } from '../solution.ts'

export { batched, singleFlight } from '../solution.ts'

/**
 * Removes the oldest value instead of the least recently used.
 *
 * @fails keeps values for `ttlMs`, without a stampede and within `maxSize`
 * @diagnosis each hit counts as a use
 */
export function cached<Arg, T>(fn: Work<Arg, T>, options: CacheOptions<Arg>): Shared<Arg, T> {
  checkCache(options)
  checkFunction('fn', fn)
  const { ttlMs, staleMs = 0, maxSize = 1000, key = (arg: Arg): unknown => arg } = options
  const entries = new Map<unknown, { value: T; sinceMs: number }>()
  const keep = (id: unknown, entry: { value: T; sinceMs: number }): void => {
    entries.delete(id)
    entries.set(id, entry)
    if (entries.size > maxSize) entries.delete(entries.keys().next().value)
  }
  const load = singleFlight<Arg, T>(
    async (arg, { signal }) => {
      const id = key(arg)
      const value = await fn(arg, { signal })
      if (!signal.aborted) keep(id, { value, sinceMs: performance.now() })
      return value
    },
    { key },
  )
  return async (arg, { signal } = {}) => {
    signal?.throwIfAborted()
    const id = key(arg)
    const entry = entries.get(id)
    const ageMs = entry ? performance.now() - entry.sinceMs : Infinity
    if (!entry || ageMs >= ttlMs + staleMs) return load(arg, { signal })
    if (ageMs >= ttlMs) load(arg).catch(() => {})
    return entry.value
  }
}
