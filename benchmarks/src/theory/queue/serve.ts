import { simulate } from '@overlap/mock-server'
import type { Trace } from '@overlap/trace'
import type { QueueRun } from './noise.ts'
import { createExponential } from './random.ts'
import { createQueue } from './waits.ts'

/** How long the server works on a call, on average. It is long, because times in the shop are whole ms. */
export const serviceMs = 1000

/** A call that was served. */
export interface Served {
  readonly arrivedMs: number
  readonly waitMs: number
  readonly serviceMs: number
}

/** Calls arrive at the shop's server independently of each other, and take it exponentially distributed times. */
export async function serveInShop({ load, servers, calls }: QueueRun): Promise<Served[]> {
  const gapMs = createExponential(1, serviceMs / (load * servers))
  const capacity = { slots: servers, queue: calls, serviceMs: { exponential: { mean: serviceMs } } }
  const run = await simulate(
    { seed: 1, capacity },
    async (api, time) => {
      const url = api.url('/todos/1')
      const open: Promise<string>[] = []
      let dueMs = performance.now()
      for (let i = 0; i < calls; i++) {
        dueMs += gapMs()
        const leftMs = Math.round(dueMs - performance.now())
        if (leftMs > 0) await time.sleep(leftMs)
        open.push(fetch(url).then((response) => response.text()))
      }
      return Promise.all(open)
    },
    { limitMs: Infinity, callLimit: Infinity, timerLimit: Infinity, heartbeatMs: 1e6 },
  )
  // Throws if a call failed.
  void run.value
  return servedIn(run.trace)
}

function servedIn({ calls }: Trace): Served[] {
  return calls.map(({ sentMs, server }) => {
    const arrivedMs = server?.arrivedMs ?? sentMs
    const startedMs = server?.startedMs ?? arrivedMs
    const doneMs = server?.doneMs ?? startedMs
    return { arrivedMs, waitMs: startedMs - arrivedMs, serviceMs: doneMs - startedMs }
  })
}

/** How long the same calls wait by the recursion. */
export function replay(served: readonly Served[], servers: number): number[] {
  const waitMs = createQueue(servers)
  return served.map((call) => waitMs(call.arrivedMs, call.serviceMs))
}

/** The mean wait of many calls by the recursion. */
export function meanWaitMs({ load, servers, calls }: QueueRun): number {
  const gapMs = createExponential(2, serviceMs / (load * servers))
  const workMs = createExponential(3, serviceMs)
  const waitMs = createQueue(servers)
  let nowMs = 0
  let sumMs = 0
  for (let i = 0; i < calls; i++) sumMs += waitMs((nowMs += gapMs()), workMs())
  return sumMs / calls
}
