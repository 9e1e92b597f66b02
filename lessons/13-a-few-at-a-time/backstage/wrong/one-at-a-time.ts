import type { MapPoolOptions, Mapper, Source } from '../../types.ts'

export { createLimit } from '../solution.ts'

/**
 * Believes that a loop that awaits keeps a limit, which it does: a limit of 1.
 *
 * @fails starts the next call as soon as one ends
 * @diagnosis only 1 call was in flight at a time
 */
export async function mapPool<T, R>(
  items: Source<T>,
  fn: Mapper<T, R>,
  { limit }: MapPoolOptions,
): Promise<R[]> {
  const { signal } = new AbortController()
  const list = [...(items as Iterable<T>)]
  void limit
  const results: R[] = []
  for (const [index, item] of list.entries()) results.push(await fn(item, index, { signal }))
  return results
}
