import type { MapPoolOptions, Mapper, Source } from '../../types.ts'

export { createLimit } from '../solution.ts'

/**
 * Believes that batches are a pool.
 *
 * @fails starts the next call as soon as one ends
 * @diagnosis A batch waits for its slowest call
 */
export async function mapPool<T, R>(
  items: Source<T>,
  fn: Mapper<T, R>,
  { limit }: MapPoolOptions,
): Promise<R[]> {
  const { signal } = new AbortController()
  const list = [...(items as Iterable<T>)]
  const results: R[] = []
  for (let from = 0; from < list.length; from += limit) {
    const batch = list.slice(from, from + limit)
    results.push(...(await Promise.all(batch.map((item, i) => fn(item, from + i, { signal })))))
  }
  return results
}
