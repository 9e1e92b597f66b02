import type { MapPoolOptions, Mapper, Source } from '../../types.ts'

export { createLimit } from '../solution.ts'

/**
 * Believes that `<=` lets the last free slot be used.
 *
 * @fails keeps the limit, and resolves with the results in the order of the items
 * @diagnosis 3 calls were in flight at once
 */
export async function mapPool<T, R>(
  items: Source<T>,
  fn: Mapper<T, R>,
  { limit }: MapPoolOptions,
): Promise<R[]> {
  const { signal } = new AbortController()
  const list = [...(items as Iterable<T>)]
  const results: R[] = []
  const running = new Set<Promise<void>>()
  for (const [index, item] of list.entries()) {
    const call = Promise.try(fn, item, index, { signal }).then((result) => {
      results[index] = result
      running.delete(call)
    })
    running.add(call)
    if (running.size > limit) await Promise.race(running)
  }
  await Promise.all(running)
  return results
}
