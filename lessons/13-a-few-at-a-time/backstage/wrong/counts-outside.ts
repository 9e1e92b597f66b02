import type { MapPoolOptions, Mapper, Source } from '../../types.ts'

export { createLimit } from '../solution.ts'

const running = new Set<Promise<void>>()

/**
 * Believes that there is only one pool at a time.
 *
 * @fails keeps the limit, and resolves with the results in the order of the items
 * @diagnosis Keep the counters
 */
export async function mapPool<T, R>(
  items: Source<T>,
  fn: Mapper<T, R>,
  { limit }: MapPoolOptions,
): Promise<R[]> {
  const { signal } = new AbortController()
  const list = [...(items as Iterable<T>)]
  const results: R[] = []
  for (const [index, item] of list.entries()) {
    while (running.size >= limit) await Promise.race(running)
    const call = Promise.try(fn, item, index, { signal })
      .then((result) => void (results[index] = result))
      .finally(() => running.delete(call))
    running.add(call)
  }
  await Promise.all(running)
  return results
}
