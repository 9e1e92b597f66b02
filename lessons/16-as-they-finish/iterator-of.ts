import type { Source } from './types.ts'

/** What a source opens to. */
export type Opened<T> = Iterator<T | PromiseLike<T>> | AsyncIterator<T | PromiseLike<T>>

/** @throws {TypeError} if `source` can't be iterated. */
export function iteratorOf<T>(source: Source<T>): Opened<T> {
  const items = Object(source) as Partial<Iterable<T> & AsyncIterable<T>>
  const iterator = items[Symbol.asyncIterator]?.() ?? items[Symbol.iterator]?.()
  if (iterator !== undefined) return iterator
  throw new TypeError(`Cannot iterate: expected source to be iterable, got ${typeof source}`)
}
