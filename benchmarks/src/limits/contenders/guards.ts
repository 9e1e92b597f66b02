import type { Contenders, Play } from './types.ts'

const call = (): Promise<number> => Promise.resolve(1)

/** Calls come one after another, so nothing waits. */
function oneByOne(guarded: () => Promise<unknown>): Play {
  return async ({ count }) => {
    for (let i = 0; i < count; i++) await guarded()
  }
}

/** What guards a call, by what it adds when it has nothing to do. */
export const guards: Contenders = {
  // oxlint-disable-next-line typescript/require-await -- the others load a package
  'no guard': async () => oneByOne(call),

  async circuitBreaker() {
    const { circuitBreaker } = await import('@overlap/lesson-19')
    return oneByOne(circuitBreaker(call, { failures: 5, coolDownMs: 1000 }))
  },

  /** In 10 ms, some 10,000 calls end, as in 10 s of a busy program. */
  async 'circuitBreaker with a rate'() {
    const { circuitBreaker } = await import('@overlap/lesson-19')
    const rate = { over: 0.5, windowMs: 10, atLeast: 10 }
    return oneByOne(circuitBreaker(call, { failures: 5, coolDownMs: 1000, rate }))
  },

  async bulkhead() {
    const { bulkhead } = await import('@overlap/lesson-19')
    const run = bulkhead({ slots: 10, queue: 10 })
    return oneByOne(() => run(call))
  },

  async singleFlight() {
    const { singleFlight } = await import('@overlap/lesson-18')
    const shared = singleFlight((id: number) => Promise.resolve(id))
    return oneByOne(() => shared(1))
  },

  async createLimit() {
    const { createLimit } = await import('@overlap/lesson-13')
    const limited = createLimit(10)
    return oneByOne(() => limited(call))
  },
}
