import { withoutResults, type Contenders, type Play } from './types.ts'

/** `await` takes what p-throttle says that it returns, and what it returns. */
type Start = (item: number) => unknown
interface Rate {
  readonly limit: number
  readonly perMs: number
}

const nothing = (): void => {}
const call = (item: number): Promise<number> => Promise.resolve(item)

/** All calls fit into one window, and come one after another: nothing waits. */
const roomy: Rate = { limit: 1_000, perMs: 3_600_000 }

/** A limiter is used up after 1,000 calls, so each 1,000 calls get a new one. */
function oneByOne(makeStart: (rate: Rate) => Start): Play {
  return async ({ count }) => {
    for (let done = 0; done < count; done += roomy.limit) {
      const start = makeStart(roomy)
      for (let i = 0; i < roomy.limit; i++) await start(i)
    }
  }
}

/** All calls come at once, and all but the first 100 wait for real timers. */
function allAtOnce(makeStart: (rate: Rate) => Start): Play {
  return withoutResults((count) => {
    const start = makeStart({ limit: 100, perMs: 1 })
    return Promise.all(Array.from({ length: count }, (_, i) => start(i)))
  })
}

async function take(): Promise<(rate: Rate) => Start> {
  const { rateLimiter } = await import('@overlap/lesson-15')
  return (rate) => {
    const limiter = rateLimiter(rate)
    return () => limiter.take()
  }
}

async function wrap(): Promise<(rate: Rate) => Start> {
  const { rateLimiter } = await import('@overlap/lesson-15')
  return (rate) => rateLimiter(rate).wrap(call)
}

async function pThrottleOfNothing(): Promise<(rate: Rate) => Start> {
  const { default: pThrottle } = await import('p-throttle')
  return ({ limit, perMs }) => pThrottle({ limit, interval: perMs })(nothing)
}

async function pThrottle(strict: boolean): Promise<(rate: Rate) => Start> {
  const { default: pThrottle } = await import('p-throttle')
  return ({ limit, perMs }) => pThrottle({ limit, interval: perMs, strict })(call)
}

/** What `take` is compared with: it has no function to call. */
const ofNothing = 'p-throttle of nothing'

/** Rate limiters, by what a call costs that need not wait. */
export const idleLimiters: Contenders = {
  take: async () => oneByOne(await take()),
  [ofNothing]: async () => oneByOne(await pThrottleOfNothing()),
  wrap: async () => oneByOne(await wrap()),
  'p-throttle': async () => oneByOne(await pThrottle(false)),
  'p-throttle, strict': async () => oneByOne(await pThrottle(true)),
}

/**
 * Rate limiters, by what a call costs that has to wait. p-throttle's `strict` isn't among them: it leaves at
 * least 1 ms between calls that wait, so that a round would take 10 s.
 */
export const waitingLimiters: Contenders = {
  take: async () => allAtOnce(await take()),
  [ofNothing]: async () => allAtOnce(await pThrottleOfNothing()),
  wrap: async () => allAtOnce(await wrap()),
  'p-throttle': async () => allAtOnce(await pThrottle(false)),
}
