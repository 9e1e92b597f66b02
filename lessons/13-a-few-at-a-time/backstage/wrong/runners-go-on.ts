import type { MapPoolOptions, Mapper, Source } from '../../types.ts'

export { createLimit } from '../solution.ts'

/**
 * Believes that a rejection of `Promise.all` stops the other runners.
 *
 * @fails rejects with the first error, and starts nothing more
 * @diagnosis A rejection stops nothing
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
      results[index] = await fn(list[index] as T, index, { signal })
    }
  }
  await Promise.all(Array.from({ length: Math.min(limit, list.length) }, work))
  return results
}
