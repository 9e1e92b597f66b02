import type { LeftoverKind } from '@overlap/mock-server'
import { everyScenario, fc, reasons } from '@overlap/scenarios'
import { describe, test } from 'vitest'
import { firstGood } from '#lesson'
import { diagnoseCalls, diagnoseEnding } from './call-rules.ts'
import { diagnoseCaller } from './caller-rules.ts'
import { diagnoseAllFailed } from './failure-rules.ts'
import { diagnoseFollowing } from './following-rules.ts'
import { diagnoseLosers } from './loser-rules.ts'
import { play, type Played } from './play.ts'
import { failing, goodPlans, leftOut, plan, plans, tell, type Scene } from './scenes.ts'
import { diagnoseFirst } from './success-rules.ts'
import { diagnoseThrow } from './throw-rules.ts'
import { diagnoseWinner } from './winner-rules.ts'

/** A step that plays scenes and judges each. The first step doesn't judge unhandled rejections. */
function holds(
  drawn: fc.Arbitrary<Scene>,
  first: readonly Scene[],
  judge: (played: Played, scene: Scene) => void,
  leaves: readonly LeftoverKind[] = [],
) {
  return everyScenario(drawn, { first, draws: 16, tell }, async (scene) =>
    judge(await play(firstGood, scene, leaves), scene),
  )
}

const ignoring = { onAbort: 'ignores its signal' } as const
const atOnce = { end: 'succeeds at once' } as const
const left = new Error('left the page')
const anyPlans = plans(
  ['succeeds', 'fails'],
  ['stops', 'wraps the error', 'returns a part', 'ignores its signal'],
)

/** While tasks run, or after everything. No task ends at such a moment. */
const laterAborts = fc.oneof(
  fc.nat({ max: 50 }).map((n) => 10 * n + 5),
  fc.constant(9000),
)

describe('Your task', () => {
  test(
    'resolves with the first success, and calls every task right away',
    holds(
      fc.record({
        plans: goodPlans(['succeeds', 'fails', 'fails at once'], ['stops', 'ignores its signal']),
        options: leftOut,
      }),
      [
        { plans: [plan(300), failing(60), plan(150), plan(400)] },
        { plans: [plan(300, ignoring), plan(100), plan(200)] },
        { plans: [plan(100), plan(0, atOnce)] },
      ],
      (played) => {
        diagnoseEnding(played)
        diagnoseCalls(played)
        diagnoseFirst(played)
      },
      ['rejection'],
    ),
  )

  test(
    'rejects with an AggregateError when every task has failed',
    holds(
      fc.record({
        plans: plans(['fails', 'fails at once'], ['stops'], 0),
        besideAnother: fc.boolean(),
      }),
      [
        { plans: [failing(300), failing(100), failing(200)] },
        { plans: [failing(100)] },
        { plans: [failing(200), failing(100, { value: undefined })] },
        { plans: [] },
        { plans: [failing(200), failing(100)], besideAnother: true },
      ],
      (played) => {
        diagnoseEnding(played)
        diagnoseCalls(played)
        diagnoseAllFailed(played)
      },
    ),
  )

  test(
    'aborts the losers as soon as a task succeeds',
    holds(
      fc.record({
        plans: goodPlans(
          ['succeeds', 'fails', 'fails at once'],
          ['stops', 'wraps the error', 'returns a part', 'ignores its signal'],
          2,
        ),
        isSame: fc.boolean(),
        besideAnother: fc.boolean(),
      }),
      [
        { plans: [plan(300), plan(100), plan(200)] },
        { plans: [plan(300), failing(60), plan(150)] },
        { plans: [plan(300), plan(100)], besideAnother: true },
        { plans: [plan(200), plan(100), plan(300)], isSame: true },
      ],
      (played, scene) => {
        diagnoseEnding(played)
        diagnoseFirst(played)
        diagnoseLosers(played, scene)
      },
    ),
  )
})

describe('Go further', () => {
  test(
    "leaves the winner's signal alone",
    holds(
      fc.record({
        plans: goodPlans(['succeeds', 'fails'], ['stops', 'ignores its signal']),
        returnsResponse: fc.boolean(),
      }),
      [
        { plans: [plan(300), plan(100)], returnsResponse: true },
        { plans: [plan(300), failing(50), plan(100)], returnsResponse: true },
        { plans: [plan(100), plan(120, ignoring)], returnsResponse: true },
        { plans: [plan(100), failing(120, ignoring)], returnsResponse: true },
        { plans: [plan(300), plan(100)] },
        { plans: [plan(0, atOnce), plan(0, atOnce)] },
      ],
      (played, scene) => {
        diagnoseEnding(played)
        diagnoseFirst(played)
        diagnoseLosers(played, scene)
        diagnoseWinner(played)
      },
    ),
  )

  test(
    'counts a task that throws as failed',
    holds(
      fc.record({
        plans: plans(['succeeds', 'fails', 'throws at once', 'throws at once'], ['stops']),
      }),
      [
        { plans: [failing(0, { end: 'throws at once' }), plan(200), plan(100)] },
        { plans: [failing(200), failing(0, { end: 'throws at once' })] },
      ],
      (played) => {
        diagnoseThrow(played)
        diagnoseEnding(played)
        diagnoseCalls(played)
        diagnoseFirst(played)
        diagnoseAllFailed(played)
      },
    ),
  )

  test(
    'aborts every task when the caller aborts',
    holds(
      fc.record({
        plans: anyPlans,
        abortMs: laterAborts,
        reason: reasons,
        returnsResponse: fc.boolean(),
      }),
      [
        { plans: [plan(300), plan(100), plan(200)], abortMs: 55, reason: left },
        { plans: [plan(300)], abortMs: 55, reason: null },
        { plans: [plan(300), plan(200)], abortMs: 0, abortsInTask: true, reason: left },
        { plans: [plan(200), plan(100)], abortMs: 9000 },
        { plans: [plan(200), plan(100)], abortMs: 125, reason: 'enough', returnsResponse: true },
      ],
      (played, scene) => {
        diagnoseEnding(played)
        diagnoseFollowing(played, scene)
      },
      // The next step judges what is left on the caller's signal.
      ['listener'],
    ),
  )

  test(
    "rejects with the caller's reason as soon as the signal aborts",
    holds(
      fc.record({
        plans: anyPlans,
        abortMs: fc.oneof(laterAborts, fc.constant(-1)),
        reason: reasons,
        returnsResponse: fc.boolean(),
      }),
      [
        { plans: [plan(300), plan(100), plan(200)], abortMs: 55, reason: left },
        { plans: [plan(300, ignoring)], abortMs: 55, reason: left },
        { plans: [plan(300), plan(100)], abortMs: -1, reason: left },
        { plans: [plan(300), plan(100)], abortMs: -1, reason: null },
        { plans: [plan(300)], abortMs: 55, reason: null },
        {
          plans: [plan(300), plan(200, ignoring)],
          abortMs: 0,
          abortsInTask: true,
          reason: left,
        },
        { plans: [plan(200), plan(100)], abortMs: 9000 },
        { plans: [failing(200), failing(100)], abortMs: 9000 },
      ],
      (played, scene) => {
        diagnoseEnding(played)
        diagnoseCaller(played, scene)
      },
    ),
  )
})
