import type { MapPoolOptions, Mapper, Source } from '../../types.ts'

export { createLimit } from '../solution.ts'

/**
 * Believes that a race handles the rejections of all calls, even if `fn` throws before it begins.
 *
 * @fails rejects with the first error, and starts nothing more
 * @diagnosis nothing handled it
 */
export async function mapPool<T, R>(
  items: Source<T>,
  fn: Mapper<T, R>,
  { limit }: MapPoolOptions,
): Promise<R[]> {
  const { signal } = new AbortController()
  const list = [...(items as Iterable<T>)]
  const results: Promise<R>[] = []
  const inFlight = new Set<Promise<R>>()
  for (const [index, item] of list.entries()) {
    const call = Promise.resolve(fn(item, index, { signal })).finally(() => inFlight.delete(call))
    results.push(call)
    inFlight.add(call)
    if (inFlight.size >= limit) await Promise.race(inFlight)
  }
  return Promise.all(results)
}
