import { collectGarbage } from '../../harness/collect-garbage.ts'
import type { Contenders } from './types.ts'

function* numbers(count: number): Generator<number> {
  for (let i = 0; i < count; i++) yield i
}

const call = (item: number): Promise<number> => Promise.resolve(item)

/** Streams, by the heap in use after each tenth of `count` items, in bytes. */
export const streams: Contenders = {
  async mapStream() {
    const { mapStream } = await import('@overlap/lesson-16')
    return async ({ count }) => {
      const heap: number[] = []
      let seen = 0
      const options = { limit: 10, buffer: 10 }
      for await (const _ of mapStream(numbers(count), call, options)) {
        seen += 1
        if (seen % (count / 10) > 0) continue
        collectGarbage()
        heap.push(process.memoryUsage().heapUsed)
      }
      return heap
    }
  },
}
