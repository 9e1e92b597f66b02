import { Mutex } from 'async-mutex'
import pLimit from 'p-limit'
import { createLock } from './solution.ts'

/** A way to let one at a time do something. */
interface Way {
  /** Does some work while it holds the lock. */
  readonly run: (work: () => Promise<void>, signal: AbortSignal) => Promise<void>
  /** Makes a waiting caller give up, as far as that is possible. */
  readonly giveUp: (controller: AbortController) => void
}

const abort = (controller: AbortController): void => controller.abort()

/** A new lock of each kind. */
const ways: Record<string, () => Way> = {
  'async-mutex': () => {
    const mutex = new Mutex()
    return { run: (work) => mutex.runExclusive(work), giveUp: () => mutex.cancel() }
  },
  'p-limit': () => {
    const limit = pLimit({ concurrency: 1, rejectOnClear: true })
    return { run: (work) => limit(work), giveUp: () => limit.clearQueue() }
  },
  'navigator.locks': () => ({
    run: async (work, signal) => navigator.locks.request('basket', { signal }, work),
    giveUp: abort,
  }),
  createLock: () => {
    const lock = createLock()
    return {
      async run(work, signal) {
        await using _slot = await lock.acquire({ signal })
        await work()
      },
      giveUp: abort,
    }
  },
}

/**
 * One call holds the lock, and two more wait. The first of them gives up. Returns how both end, and in which
 * order the lock was held.
 */
export async function compare(): Promise<Record<string, Record<string, string>>> {
  const table: Record<string, Record<string, string>> = {}
  for (const [name, make] of Object.entries(ways)) {
    const { run, giveUp } = make()
    const held: string[] = []
    const { promise, resolve: letGo } = Promise.withResolvers<void>()
    const { promise: hasBegun, resolve: begin } = Promise.withResolvers<void>()
    const controllers = [1, 2, 3].map(() => new AbortController())
    const [holder, first, second] = controllers as [
      AbortController,
      AbortController,
      AbortController,
    ]
    const work = (who: string) => (): Promise<void> => {
      held.push(who)
      return Promise.resolve()
    }
    const all = [
      run(() => (held.push('holder'), begin(), promise), holder.signal),
      run(work('first'), first.signal),
      run(work('second'), second.signal),
    ]
    const settled = Promise.allSettled(all)
    await hasBegun
    giveUp(first)
    letGo()
    const [, ...ends] = await settled
    table[name] = {
      'gives up': endOf(ends[0]),
      'waits behind': endOf(ends[1]),
      'held by': held.join(', '),
    }
  }
  return table
}

function endOf(end: PromiseSettledResult<void> | undefined): string {
  if (end?.status !== 'rejected') return 'got the lock'
  const { name, message } = end.reason as Error
  return name === 'Error' ? message : name
}

if (import.meta.main) {
  console.log('One call holds the lock, and two wait. The first of them gives up:')
  console.table(await compare())
}
