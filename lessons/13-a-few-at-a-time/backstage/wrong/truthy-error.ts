import type { MapPoolOptions, Mapper, Source } from '../../types.ts'

export { createLimit } from '../solution.ts'

/**
 * Believes that an error is never `undefined`.
 *
 * @fails rejects with the first error, and starts nothing more
 * @diagnosis An error can be any value
 */
export async function mapPool<T, R>(
  items: Source<T>,
  fn: Mapper<T, R>,
  { limit }: MapPoolOptions,
): Promise<R[]> {
  const { signal } = new AbortController()
  const list = [...(items as Iterable<T>)]
  const results: R[] = []
  let failed: unknown
  let next = 0
  async function work(): Promise<void> {
    while (next < list.length && !failed) {
      const index = next++
      try {
        results[index] = await fn(list[index] as T, index, { signal })
      } catch (error) {
        failed = error
        throw error
      }
    }
  }
  await Promise.all(Array.from({ length: Math.min(limit, list.length) }, work))
  return results
}
