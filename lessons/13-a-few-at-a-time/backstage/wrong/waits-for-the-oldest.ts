import type { MapPoolOptions, Mapper, Source } from '../../types.ts'

export { createLimit } from '../solution.ts'

/**
 * Believes that the call that started first ends first.
 *
 * @fails starts the next call as soon as one ends
 * @diagnosis Don't wait for another call
 */
export async function mapPool<T, R>(
  items: Source<T>,
  fn: Mapper<T, R>,
  { limit }: MapPoolOptions,
): Promise<R[]> {
  const { signal } = new AbortController()
  const list = [...(items as Iterable<T>)]
  const calls: Promise<R>[] = []
  for (const [index, item] of list.entries()) {
    if (index >= limit) await calls[index - limit]
    calls.push(Promise.try(fn, item, index, { signal }))
  }
  return Promise.all(calls)
}
