import type { MapPoolOptions, Mapper, Source } from '../../types.ts'

export { createLimit } from '../solution.ts'

/**
 * Believes that an error can wait until all calls have ended.
 *
 * @fails rejects with the first error, and starts nothing more
 * @diagnosis reject with it right away
 */
export async function mapPool<T, R>(
  items: Source<T>,
  fn: Mapper<T, R>,
  { limit }: MapPoolOptions,
): Promise<R[]> {
  const { signal } = new AbortController()
  const list = [...(items as Iterable<T>)]
  const results: R[] = []
  const errors: unknown[] = []
  let next = 0
  async function work(): Promise<void> {
    while (next < list.length) {
      const index = next++
      try {
        results[index] = await fn(list[index] as T, index, { signal })
      } catch (error) {
        errors.push(error)
      }
    }
  }
  await Promise.all(Array.from({ length: Math.min(limit, list.length) }, work))
  if (errors.length > 0) throw errors[0]
  return results
}
