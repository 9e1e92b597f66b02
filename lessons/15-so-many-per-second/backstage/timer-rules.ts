import { simulate, type Run, type VirtualTime } from '@overlap/mock-server'
import { withClockSetBack } from '@overlap/scenarios'
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

/** A timer may fire up to 1 ms early. */
export async function looksAfterEarlyTimers(rateLimiter: MakeLimiter): Promise<void> {
  const early = await takeThree(rateLimiter, firesEarly)
  diagnose(early, [
    [early.outcome !== 'fulfilled', `Not all of three calls started. ${early.diagnosis ?? ''}`],
    [
      isTooClose(early),
      `${textOf(early)} A timer fired 1 ms early, as \`setTimeout\` sometimes does. After a wait, look again whether the ` +
        'call may start, or wait with `pause`.',
    ],
  ])
}

/** A timer fires late if the thread is busy. */
export async function countsLateStarts(rateLimiter: MakeLimiter): Promise<void> {
  const late = await takeThree(rateLimiter, (time) => {
    void time.sleep(50).then(() => time.spend(140))
    return undefined
  })
  diagnose(late, [
    [late.outcome !== 'fulfilled', `Not all of three calls started. ${late.diagnosis ?? ''}`],
    [
      isTooClose(late),
      `${textOf(late)} The thread was busy, so a timer fired late. A call counts from the moment when its wait has ` +
        'ended, and not from when it should have ended.',
    ],
  ])
}

const PER_MS = 100

/** When three calls start that come together. One may start per {@link PER_MS}. */
async function takeThree(
  rateLimiter: MakeLimiter,
  disturb: (time: VirtualTime) => Disposable | undefined,
): Promise<Run<number[]>> {
  return simulate({}, async (_, time) => {
    using _disturbed = disturb(time)
    const limiter = makeLimiter(rateLimiter, { limit: 1, perMs: PER_MS })
    const startsMs: number[] = []
    const calls = [1, 2, 3].map(async () => {
      await limiter.take()
      startsMs.push(time.nowMs)
    })
    await Promise.all(calls)
    return startsMs
  })
}

function isTooClose(run: Run<number[]>): boolean {
  return placeOf(run) >= 0
}

/** The first call that started too soon after the one before. */
function placeOf({ value }: Run<number[]>): number {
  return (value ?? []).findIndex((ms, i, all) => ms - (all[i - 1] ?? -Infinity) < PER_MS)
}

function textOf(run: Run<number[]>): string {
  const at = placeOf(run)
  const [first, second] = [run.value?.[at - 1], run.value?.[at]]
  return `With a \`limit\` of 1 per ${PER_MS} ms, one call started at ${first} ms, and the next one at ${second} ms.`
}

/** Each timer fires 1 ms early. */
function firesEarly(): Disposable {
  const original = globalThis.setTimeout
  globalThis.setTimeout = new Proxy(original, {
    apply: (target, self, [callback, ms, ...args]: [() => void, number, ...unknown[]]) =>
      Reflect.apply(target, self, [callback, ms - 1, ...args]),
  })
  const stack = new DisposableStack()
  stack.defer(() => (globalThis.setTimeout = original))
  return stack
}

/** Somebody may set the clock of the computer while calls wait. */
export async function ignoresClock(rateLimiter: MakeLimiter): Promise<void> {
  const play = async (_: unknown, time: VirtualTime): Promise<number> => {
    const limiter = makeLimiter(rateLimiter, { limit: 1, perMs: 1000 })
    const early = [limiter.take(), limiter.take()]
    await time.sleep(10)
    await withClockSetBack(() =>
      Promise.race([Promise.all([...early, limiter.take()]), time.sleep(5000)]),
    )
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
