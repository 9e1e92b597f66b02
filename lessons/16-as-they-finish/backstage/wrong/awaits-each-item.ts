import { checkStream } from '../../check-arguments.ts'
import { iteratorOf } from '../../iterator-of.ts'
import type { MapStreamOptions, Mapper, Source } from '../../types.ts'
import * as right from '../solution.ts'

export { asTheyFinish, pages, readLines } from '../solution.ts'

/**
 * Believes that an item is there when it has been pulled.
 *
 * @fails maps a stream, at most `limit + buffer` items ahead of the loop
 * @diagnosis Don't await an item before you pull the next one
 */
export function mapStream<T, R>(
  source: Source<T>,
  fn: Mapper<T, R>,
  { limit, buffer = 0, ...options }: MapStreamOptions,
): AsyncIterable<R> {
  checkStream({ limit, buffer, fn })
  return right.mapStream(awaited(source), fn, { limit, buffer, ...options })
}

function awaited<T>(source: Source<T>): AsyncIterable<T> {
  return {
    [Symbol.asyncIterator]() {
      const iterator = iteratorOf(source)
      return {
        async next() {
          const step = await iterator.next()
          return step.done ? step : { done: false, value: await step.value }
        },
        async return() {
          await iterator.return?.()
          return { done: true, value: undefined }
        },
      }
    },
  }
}
