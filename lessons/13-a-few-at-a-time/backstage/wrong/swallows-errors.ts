import type { MapPoolOptions, Mapper, Source } from '../../types.ts'

export { createLimit } from '../solution.ts'

/**
 * Believes that one failed call must not lose the other results.
 *
 * @fails rejects with the first error, and starts nothing more
 * @diagnosis the caller believes that the results are complete
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
      try {
        results[index] = await fn(list[index] as T, index, { signal })
      } catch (error) {
        console.assert(error !== undefined)
        results[index] = undefined as R
      }
    }
  }
  await Promise.all(Array.from({ length: Math.min(limit, list.length) }, work))
  return results
}
