import { audited, simulate, type MockApi } from '@overlap/mock-server'
import { fc, ending } from '@overlap/scenarios'
import { diagnose } from '@overlap/trace'
import type { AddToBasket } from './clicks.ts'

/** How long each call takes. */
const CALL_MS = 101
/** A click reads the basket and writes it. */
const CLICK_MS = 2 * CALL_MS

/** How many clicks each user makes, all at once. */
export type Crowd = readonly number[]

/** Draws what a few users do. */
export const crowds: fc.Arbitrary<Crowd> = fc.array(fc.constantFrom(1, 2, 3), {
  minLength: 2,
  maxLength: 4,
})

/** Each user's clicks take turns without a break, and nobody waits for another user. */
export async function judgePace(add: AddToBasket, crowd: Crowd): Promise<void> {
  const audit = audited(add)
  let ends: readonly PromiseSettledResult<unknown>[] = []
  const play = async (api: MockApi): Promise<void> => {
    ends = await Promise.allSettled(
      crowd.flatMap((clicks, user) =>
        Array.from({ length: clicks }, (_, i) =>
          audit(api.url(`/users/${user + 1}/basket`), { productId: i + 1, quantity: 1 }),
        ),
      ),
    )
  }
  const run = await simulate({ latency: CALL_MS }, play, { heartbeatMs: 1000 })
  const all = crowd.reduce((sum, clicks) => sum + clicks, 0)
  const most = Math.max(...crowd)
  const wantedMs = most * CLICK_MS
  const failed = ends.find(({ status }) => status === 'rejected')
  const clicks = crowd.length === 1 ? 'clicks of one user' : `clicks of ${crowd.length} users`
  const took = `The ${all} ${clicks} took ${run.settledMs} ms instead of ${wantedMs} ms`
  diagnose(run, [
    [run.outcome === 'never-settles', 'A call of `addToBasket` never settled.'],
    [
      failed !== undefined,
      `A promise of \`addToBasket\` ${ending(failed)}. No call fails here if the clicks of each user take turns.`,
    ],
    [
      run.settledMs === all * CLICK_MS && crowd.length > 1,
      `${took}: one lock makes everybody wait for everybody. Calls for one basket have to take turns, but calls for ` +
        'different baskets can overlap. Take a lock for each basket.',
    ],
    [
      run.settledMs > wantedMs,
      `${took}: at times, no call was in flight. The next click has to go on as soon as the one before it releases the ` +
        'lock, without a timer.',
    ],
    [
      run.settledMs < wantedMs,
      `${took}: clicks for one basket overlapped. The read of the second has to wait for the write of the first.`,
    ],
  ])
}
