import type { MapPoolOptions, Mapper, Source } from '../../types.ts'

export { createLimit } from '../solution.ts'

/**
 * Believes that a promise starts its work when it is awaited.
 *
 * @fails keeps the limit, and resolves with the results in the order of the items
 * @diagnosis Calling `fn` starts a call
 */
export async function mapPool<T, R>(
  items: Source<T>,
  fn: Mapper<T, R>,
  { limit }: MapPoolOptions,
): Promise<R[]> {
  const { signal } = new AbortController()
  const list = [...(items as Iterable<T>)]
  const promises = list.map((item, index) => Promise.try(fn, item, index, { signal }))
  const results: R[] = []
  for (let from = 0; from < promises.length; from += limit) {
    results.push(...(await Promise.all(promises.slice(from, from + limit))))
  }
  return results
}
