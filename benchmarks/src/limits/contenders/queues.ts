import { collectGarbage } from '../../harness/collect-garbage.ts'
import type { Contenders, Play } from './types.ts'

type Call = (item?: unknown) => Promise<unknown>
/** Puts a call into a queue, whose only slot is taken, with or without an argument. */
type Enqueue = (fn: Call, ...args: [unknown?]) => Promise<unknown>

const forever: Call = () => new Promise(() => {})
const call: Call = (item) => Promise.resolve(item)

/** A round measures the bytes that each of `count` waiting calls holds, together with its promise. */
function bytesOf(makeQueue: () => Enqueue, withArgument: boolean): Play {
  return ({ count }) => {
    const enqueue = makeQueue()
    void enqueue(forever)
    const promises = Array.from({ length: count }, (): Promise<unknown> | undefined => undefined)
    collectGarbage()
    const before = process.memoryUsage().heapUsed
    for (let i = 0; i < count; i++) {
      promises[i] = withArgument ? enqueue(call, i) : enqueue(call)
    }
    collectGarbage()
    const bytes = process.memoryUsage().heapUsed - before
    return Promise.resolve(bytes / promises.length)
  }
}

async function createLimit(): Promise<() => Enqueue> {
  const { createLimit } = await import('@overlap/lesson-13')
  return () => createLimit(1)
}

async function pLimit(): Promise<() => Enqueue> {
  const { default: pLimit } = await import('p-limit')
  return () => pLimit(1)
}

/** Queues, by the memory of a call that waits. */
export const queues: Contenders = {
  createLimit: async () => bytesOf(await createLimit(), false),
  'p-limit': async () => bytesOf(await pLimit(), false),
}

/** The same, if the call has an argument. */
export const queuesWithArgument: Contenders = {
  createLimit: async () => bytesOf(await createLimit(), true),
  'p-limit': async () => bytesOf(await pLimit(), true),
}
