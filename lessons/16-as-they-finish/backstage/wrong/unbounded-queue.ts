import { checkStream } from '../../check-arguments.ts'
import { iteratorOf } from '../../iterator-of.ts'
import type { MapStreamOptions, Mapper, Source } from '../../types.ts'

export { asTheyFinish, pages, readLines } from '../solution.ts'

/**
 * Believes that a limit on the calls also bounds the memory.
 *
 * @fails maps a stream, at most `limit + buffer` items ahead of the loop
 * @diagnosis A slow loop has to slow down the source
 */
export async function* mapStream<T, R>(
  source: Source<T>,
  fn: Mapper<T, R>,
  { limit, buffer = 0 }: MapStreamOptions,
): AsyncGenerator<R> {
  checkStream({ limit, buffer, fn })
  const iterator = iteratorOf(source)
  const { signal } = new AbortController()
  const results: R[] = []
  let wake = (): void => {}
  let index = 0
  const workers = { left: limit }
  const work = async (): Promise<void> => {
    for (let step = await iterator.next(); !step.done; step = await iterator.next()) {
      results.push(await fn(await step.value, index++, { signal }))
      wake()
    }
    workers.left -= 1
    wake()
  }
  for (let i = 0; i < limit; i += 1) void work()
  while (workers.left > 0 || results.length > 0) {
    if (results.length > 0) yield results.shift() as R
    else await new Promise<void>((resolve) => (wake = resolve))
  }
}
