import { simulate, type VirtualTime } from '@overlap/mock-server'
import Bottleneck from 'bottleneck'
import pThrottle from 'p-throttle'
import { worstWindow } from './model.ts'
import { rateLimiter } from './solution.ts'

const limit = 5
const perMs = 1000

/** Ways to let 5 calls start in a second. Each makes a function that runs a job when it may start. */
const ways: Record<string, () => (job: () => void) => Promise<unknown>> = {
  'p-throttle': () => {
    const throttled = pThrottle({ limit, interval: perMs })((job: () => void) => job())
    return (job) => Promise.resolve(throttled(job))
  },

  'p-throttle, strict': () => {
    const throttled = pThrottle({ limit, interval: perMs, strict: true })((job: () => void) =>
      job(),
    )
    return (job) => Promise.resolve(throttled(job))
  },

  'bottleneck, reservoir': () => {
    const bottleneck = new Bottleneck({
      reservoir: limit,
      reservoirRefreshAmount: limit,
      reservoirRefreshInterval: perMs,
      heartbeatInterval: 50,
    })
    return (job) => bottleneck.schedule(() => Promise.resolve(job()))
  },

  rateLimiter: () => rateLimiter({ limit, perMs }).wrap((job: () => void) => job()),

  'rateLimiter, burst': () =>
    rateLimiter({ limit, perMs, burst: limit }).wrap((job: () => void) => job()),
}

/** When 15 calls start: one comes at 0 ms, four at 900 and ten at 1,000 ms. In virtual time. */
export async function compare(): Promise<Record<string, { busiest: number; last: string }>> {
  const table: Record<string, { busiest: number; last: string }> = {}
  for (const [name, way] of Object.entries(ways)) {
    const startsMs: number[] = []
    const play = async (_: unknown, time: VirtualTime): Promise<void> => {
      const schedule = way()
      const come = async (atMs: number, calls: number): Promise<unknown> => {
        await time.sleep(atMs)
        const start = (): void => void startsMs.push(Math.round(time.nowMs))
        return Promise.all(Array.from({ length: calls }, () => schedule(start)))
      }
      await Promise.all([come(0, 1), come(900, 4), come(1000, 10)])
    }
    await simulate({}, play)
    const { count } = worstWindow(startsMs, perMs)
    table[name] = { busiest: count, last: `${Math.max(...startsMs)} ms` }
  }
  return table
}

if (import.meta.main) console.table(await compare())
