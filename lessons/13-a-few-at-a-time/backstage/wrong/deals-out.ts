import type { MapPoolOptions, Mapper, Source } from '../../types.ts'

export { createLimit } from '../solution.ts'

/**
 * Believes that each slot needs its share of the items.
 *
 * @fails starts the next call as soon as one ends
 * @diagnosis If you deal the items out to the slots beforehand
 */
export async function mapPool<T, R>(
  items: Source<T>,
  fn: Mapper<T, R>,
  { limit }: MapPoolOptions,
): Promise<R[]> {
  const { signal } = new AbortController()
  const list = [...(items as Iterable<T>)]
  const results: R[] = []
  const slots = Math.min(limit, list.length)
  async function work(slot: number): Promise<void> {
    for (let index = slot; index < list.length; index += slots) {
      results[index] = await fn(list[index] as T, index, { signal })
    }
  }
  await Promise.all(Array.from({ length: slots }, (_, slot) => work(slot)))
  return results
}
