import pMap from 'p-map'
import type { MapPoolOptions, Mapper, Source } from '../../types.ts'

export { createLimit } from '../solution.ts'

/**
 * With p-map. It passes no signal to `fn`, and pulls an async iterable several items at a time.
 *
 * @level task
 */
export function mapPool<T, R>(
  items: Source<T>,
  fn: Mapper<T, R>,
  { limit, stopOnError = true }: MapPoolOptions,
): Promise<R[]> {
  const { signal } = new AbortController()
  const mapper = async (item: T, index: number): Promise<R> => fn(item, index, { signal })
  return pMap(items as Iterable<T>, mapper, { concurrency: limit, stopOnError })
}
