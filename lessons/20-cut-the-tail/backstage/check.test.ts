import type { LeftoverKind } from '@overlap/mock-server'
import { everyScenario, fc, oneScenario } from '@overlap/scenarios'
import { describe, test } from 'vitest'
import { hedged, isRepeatable } from '#lesson'
import { diagnoseAbort } from './abort-rules.ts'
import { budgetScenes, firstBudgets, judgeBudget, judgeOwnBudget } from './budget-rules.ts'
import { diagnoseCalls, diagnoseSuccess } from './call-rules.ts'
import { diagnoseFailure } from './failure-rules.ts'
import { firstAborted, firstFailed, firstManners, firstSlow, firstWon, singles } from './firsts.ts'
import { firstLearned, judgeLearning, judgeOwnTimes, learnScenes } from './learn-rules.ts'
import { diagnoseLoser } from './loser-rules.ts'
import { diagnoseManners } from './manner-rules.ts'
import { play, type Played } from './play.ts'
import { judgeRefused } from './refused.ts'
import { firstSafe, judgeRepeatable, judgeSafe, judgeThrowing, safeScenes } from './safe-rules.ts'
import { draws, tell, type Caller, type Scene } from './scene.ts'

const { abortMs, afterMs, atMs, plans, reason } = draws

/** A step that plays scenes and judges each. */
function holds(
  drawn: fc.Arbitrary<Scene>,
  first: readonly Scene[],
  judge: (played: Played, scene: Scene) => void,
  leaves: readonly LeftoverKind[] = [],
) {
  return everyScenario(drawn, { first, draws: 12, tell }, async (scene) =>
    judge(await play(hedged, scene, leaves), scene),
  )
}

const abortsAlone = (scene: Scene): Promise<void> =>
  oneScenario(async () => diagnoseAbort(await play(hedged, scene), scene))()

const callers = (caller: fc.Arbitrary<Caller>, most: number): fc.Arbitrary<Caller[]> =>
  fc.array(caller, { minLength: 1, maxLength: most })

describe('Your task', () => {
  test(
    'sends a second call only if the first takes longer than `afterMs`, and takes the first success',
    holds(
      fc.record({ afterMs, callers: callers(fc.record({ atMs, plans: plans(['succeeds']) }), 3) }),
      firstSlow,
      (played, scene) => {
        diagnoseCalls(played, scene)
        diagnoseSuccess(played, scene)
      },
      ['call', 'timer', 'rejection', 'listener'],
    ),
  )

  test(
    "waits for the other call if one fails, and rejects with the first call's error",
    holds(
      fc.record({
        afterMs,
        callers: callers(fc.record({ atMs, plans: plans(['fails', 'fails', 'succeeds']) }), 2),
      }),
      firstFailed,
      (played, scene) => {
        diagnoseCalls(played, scene)
        diagnoseSuccess(played, scene)
        diagnoseFailure(played, scene)
      },
      ['call', 'timer', 'listener'],
    ),
  )

  test(
    'aborts the loser, and leaves no timer',
    holds(
      fc.record({
        afterMs,
        callers: callers(fc.record({ atMs, plans: plans(['succeeds', 'fails']) }), 2),
      }),
      firstWon,
      (played, scene) => {
        diagnoseCalls(played, scene)
        diagnoseSuccess(played, scene)
        diagnoseFailure(played, scene)
        diagnoseLoser(played, scene)
      },
    ),
  )

  test(
    "aborts both calls when the caller aborts, and rejects with the caller's reason",
    holds(
      fc.record({
        afterMs,
        callers: callers(
          fc.record({
            atMs: fc.constant(0),
            plans: plans(['succeeds', 'fails'], [false, true]),
            abortMs: fc.oneof(abortMs, fc.constantFrom(-1, 9003)),
            reason,
          }),
          1,
        ),
      }),
      firstAborted,
      diagnoseAbort,
    ),
  )
})

describe('Go further', () => {
  test('copes with a throw, a call that ignores its signal, and a body that is still arriving', async () => {
    const caller = fc.record({
      atMs,
      plans: plans(['succeeds', 'fails', 'throws'], [false, true]),
    })
    await holds(
      fc.record({ afterMs, callers: callers(caller, 1), returnsResponse: fc.boolean() }),
      firstManners,
      diagnoseManners,
    )()
    judgeRefused(hedged, [['fn', undefined]])
  })

  test('stays within the budget `maxExtra`', async () => {
    await oneScenario(() => judgeOwnBudget(hedged))()
    await everyScenario(budgetScenes, { first: firstBudgets, draws: 12 }, (scene) =>
      judgeBudget(hedged, scene),
    )()
    await abortsAlone(singles.unpaid)
    judgeRefused(hedged, [['maxExtra', 5]])
  })

  test('learns `afterMs` from the last answers', async () => {
    await abortsAlone(singles.never)
    await oneScenario(() => judgeOwnTimes(hedged))()
    await everyScenario(learnScenes, { first: firstLearned, draws: 6 }, (scene) =>
      judgeLearning(hedged, scene),
    )()
    await abortsAlone(singles.unlearned)
    judgeRefused(hedged, [['afterMs', -1]])
  })

  test('sends a second call only for what is safe to repeat', async () => {
    await everyScenario(safeScenes, { first: firstSafe, draws: 4 }, (scene) =>
      judgeSafe(hedged, scene),
    )()
    await oneScenario(() => judgeThrowing(hedged))()
    await abortsAlone(singles.unsafe)
    judgeRepeatable(isRepeatable)
    judgeRefused(hedged, [['isSafe', true]])
  })
})
