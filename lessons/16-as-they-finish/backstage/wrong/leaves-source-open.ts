import { iteratorOf } from '../../iterator-of.ts'
import type { MapStreamOptions, Mapper, Source } from '../../types.ts'
import * as right from '../solution.ts'

export { asTheyFinish, pages, readLines } from '../solution.ts'

/**
 * Believes that an item that rejects is an error of the source, which has then closed itself.
 *
 * @fails maps a stream, at most `limit + buffer` items ahead of the loop
 * @diagnosis Call its iterator's `return()`, as you do when `fn` fails
 */
export function mapStream<T, R>(
  source: Source<T>,
  fn: Mapper<T, R>,
  options: MapStreamOptions,
): AsyncIterable<R> {
  return right.mapStream(source && closesIfItemsResolve(source), fn, options)
}

function closesIfItemsResolve<T>(source: Source<T>): AsyncIterable<T | PromiseLike<T>> {
  let isFailed = false
  return {
    [Symbol.asyncIterator]() {
      const iterator = iteratorOf(source)
      return {
        async next() {
          const step = await iterator.next()
          if (!step.done) Promise.resolve(step.value).catch(() => (isFailed = true))
          return step
        },
        async return() {
          if (!isFailed) await iterator.return?.()
          return { done: true, value: undefined }
        },
      }
    },
  }
}
