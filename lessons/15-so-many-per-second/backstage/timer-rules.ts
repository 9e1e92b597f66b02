import { simulate, type VirtualTime } from '@overlap/mock-server'
import { diagnose } from '@overlap/trace'
import { makeLimiter, type MakeLimiter } from './play.ts'

/** A waiting call keeps the process alive. Otherwise, a script ends before the call starts. */
export async function keepsAlive(rateLimiter: MakeLimiter): Promise<void> {
  const run = await simulate(
    {},
    async (_, time) => {
      const limiter = makeLimiter(rateLimiter, { limit: 1, perMs: 1000 })
      void limiter.take()
      void limiter.take()
      await time.sleep(10)
    },
    { leaves: ['timer'] },
  )
  diagnose(run, [
    [
      run.timersLeft === 0,
      'A call was waiting, but no timer kept the process alive. A script that only waits for `take` would end ' +
        'before the call starts. Set a timer without `unref()` while a call waits.',
    ],
  ])
}

/** Somebody may set the clock of the computer while calls wait. */
export async function ignoresClock(rateLimiter: MakeLimiter): Promise<void> {
  const play = async (_: unknown, time: VirtualTime): Promise<number> => {
    const limiter = makeLimiter(rateLimiter, { limit: 1, perMs: 1000 })
    const early = [limiter.take(), limiter.take()]
    await time.sleep(10)
    const Original = globalThis.Date
    globalThis.Date = setBack(Original)
    try {
      await Promise.race([Promise.all([...early, limiter.take()]), time.sleep(5000)])
    } finally {
      globalThis.Date = Original
    }
    return time.nowMs
  }
  const run = await simulate({}, play, { leaves: ['timer'] })
  diagnose(run, [
    [
      run.outcome === 'fulfilled' && run.value > 2002,
      'The clock of the computer was set back by 10 s, and a call that could have started at 2000 ms was still ' +
        `waiting at ${run.outcome === 'fulfilled' ? run.value : 0} ms. \`Date.now()\` follows that clock. ` +
        'Use `performance.now()`, which only goes forward.',
    ],
  ])
}

/** A clock that is 10 s behind. */
function setBack(Original: DateConstructor): DateConstructor {
  return class extends Original {
    constructor(...args: unknown[]) {
      super(...((args.length === 0 ? [Original.now() - 10_000] : args) as [number]))
    }
    static override now(): number {
      return Original.now() - 10_000
    }
  } as DateConstructor
}
