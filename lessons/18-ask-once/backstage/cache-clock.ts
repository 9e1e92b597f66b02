import { audited, simulate } from '@overlap/mock-server'
import { withClockSetBack } from '@overlap/scenarios'
import { diagnose } from '@overlap/trace'
import type { Cached } from './cache-edges.ts'

/** Somebody may set the clock of the computer while a value is kept. */
export async function judgeCacheClock(cached: Cached): Promise<void> {
  let calls = 0
  const run = await simulate({}, async (_, time) => {
    const load = audited(cached((_id: number) => (calls += 1), { ttlMs: 100 }))
    await load(3)
    await withClockSetBack(async () => {
      await time.sleep(200)
      await load(3)
    })
  })
  diagnose(run, [
    [
      calls < 2,
      'The clock of the computer was set back by 10 s, and with `ttlMs: 100`, a value that was 200 ms old was still ' +
        'served as fresh. `Date.now()` follows that clock. Use `performance.now()`, which only goes forward.',
    ],
  ])
}
