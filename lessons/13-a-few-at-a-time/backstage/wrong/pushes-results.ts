import type { MapPoolOptions, Mapper, Source } from '../../types.ts'

export { createLimit } from '../solution.ts'

/**
 * Believes that calls end in the order in which they start.
 *
 * @fails keeps the limit, and resolves with the results in the order of the items
 * @diagnosis your list is in the order in which the calls ended
 */
export async function mapPool<T, R>(
  items: Source<T>,
  fn: Mapper<T, R>,
  { limit }: MapPoolOptions,
): Promise<R[]> {
  const { signal } = new AbortController()
  const list = [...(items as Iterable<T>)]
  const results: R[] = []
  let next = 0
  async function work(): Promise<void> {
    while (next < list.length) {
      const index = next++
      results.push(await fn(list[index] as T, index, { signal }))
    }
  }
  await Promise.all(Array.from({ length: Math.min(limit, list.length) }, work))
  return results
}
