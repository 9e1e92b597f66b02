import type { Source } from './types.ts'

/** The iterator of a source. */
export type Opened<T> = Iterator<T | PromiseLike<T>> | AsyncIterator<T | PromiseLike<T>>

/**
 * Returns the iterator of a source: its async one, if it has both.
 *
 * @throws {TypeError} if `source` can't be iterated.
 */
export function iteratorOf<T>(source: Source<T>): Opened<T> {
  const items = Object(source) as Partial<Iterable<T> & AsyncIterable<T>>
  const iterator = items[Symbol.asyncIterator]?.() ?? items[Symbol.iterator]?.()
  if (iterator !== undefined) return iterator
  throw new TypeError(`Cannot iterate: expected source to be iterable, got ${typeof source}`)
}
