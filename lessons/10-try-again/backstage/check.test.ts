import { everyScenario, fc, oneScenario } from '@overlap/scenarios'
import { describe, test } from 'vitest'
import { isTransient, placeOrder, retry } from '#lesson'
import { diagnoseAbort, diagnoseAfterwards, judgeOrderAbort } from './abort-rules.ts'
import { diagnoseAnswers, type Asked } from './answer-rules.ts'
import { diagnoseAccepted, diagnoseRefusal } from './argument-rules.ts'
import {
  hookedScenes,
  ignoring,
  playHooks,
  playIgnoring,
  playThrowing,
  playTogether,
  together,
} from './further-play.ts'
import { diagnoseIgnoring, diagnoseTogether } from './further-rules.ts'
import {
  accepted,
  firstHooked,
  firstIgnoring,
  firstLost,
  firstPairs,
  lostAnswer,
  refused,
} from './firsts.ts'
import { diagnoseHooks, diagnoseOrderHooks, diagnoseThrowing } from './hook-rules.ts'
import {
  losses,
  pairs,
  playChange,
  playLoss,
  playOrderHooks,
  playPair,
  type Lost,
} from './order-play.ts'
import { diagnoseChange, diagnoseLoss, diagnosePair } from './order-rules.ts'
import { diagnosePauses } from './pause-rules.ts'
import { play } from './play.ts'
import { diagnoseAttempts, diagnoseResult } from './retry-rules.ts'
import { abortedScenes, ALWAYS, expected, scene, scenes, tell } from './scenes.ts'
import { failings, judgeDefault, judgeStatuses } from './transient-rules.ts'

const draws = 20

describe('Your task', () => {
  test(
    'calls `fn` again after a failure, `retries` times at most',
    everyScenario(
      scenes,
      {
        first: [
          scene(2, { retries: 2, delayMs: 50 }),
          scene(ALWAYS, { retries: 2, delayMs: 50 }),
          scene(ALWAYS, { retries: 0 }),
          scene(1),
          scene(2, { manner: 'at once', delayMs: 50 }),
        ],
        draws,
        tell,
      },
      async (scene) => {
        const played = await play(retry, scene)
        diagnoseAttempts(played, scene)
        diagnoseResult(played, scene)
        diagnosePauses(played, scene)
      },
    ),
  )

  test('retries only what `shouldRetry` allows, and by default what is transient', async () => {
    await everyScenario(
      fc.constantFrom(...failings),
      { first: failings, draws: 0 },
      async (failing) => judgeDefault(retry, isTransient, failing),
    )()
    await oneScenario(() => judgeStatuses(isTransient))()
    await everyScenario(
      fc.record({ scene: scenes, yes: fc.constantFrom(0, 1, 2, 9) }),
      {
        first: [
          { scene: scene(ALWAYS, { delayMs: 50 }), yes: 1 },
          { scene: scene(2, { delayMs: 50 }), yes: 9 },
        ],
        draws: 12,
        tell: ({ scene }) => tell(scene),
      },
      async ({ scene, yes }) => {
        const asked: Asked[] = []
        let begun = 0
        const played = await play(
          (fn, options) => retry((given) => ((begun += 1), fn(given)), options),
          scene,
          () => ({
            shouldRetry: (error, attempt) => asked.push({ error, attempt, begun }) <= yes,
          }),
        )
        diagnoseAnswers(played, asked, scene, yes)
      },
    )()
  })

  test('places an order once, with one key for all attempts', async () => {
    const lose = async (lost: Lost): Promise<void> =>
      diagnoseLoss(await playLoss(placeOrder, lost), lost)
    await oneScenario(() => lose(lostAnswer))()
    await everyScenario(pairs, { first: firstPairs, draws: 6 }, async (pair) =>
      diagnosePair(await playPair(placeOrder, pair), pair),
    )()
    await everyScenario(losses, { first: firstLost, draws }, lose)()
    await oneScenario(async () => diagnoseChange(await playChange(placeOrder)))()
  })

  test('stops when the signal aborts, even during a pause', async () => {
    await everyScenario(
      abortedScenes,
      {
        first: [
          scene(ALWAYS, {
            delayMs: 300,
            abortMs: 203,
            reason: new Error('the user left the page'),
          }),
          scene(ALWAYS, { delayMs: 300, abortMs: 53, reason: new Error('the user left the page') }),
          scene(0, { abortMs: -1, reason: new Error('the user left the page') }),
          scene(ALWAYS, { abortMs: 53, onAbort: 'wraps the error', reason: 'enough' }),
          scene(ALWAYS, { retries: 0, abortMs: 53, onAbort: 'wraps the error', reason: 'enough' }),
        ],
        draws,
        tell,
      },
      async (scene) => diagnoseAbort(await play(retry, scene), scene),
    )()
    await oneScenario(async () => {
      const refused = scene(ALWAYS, { abortMs: 53, onAbort: 'wraps the error', reason: 'enough' })
      const options = { shouldRetry: () => false }
      diagnoseAbort(await play(retry, refused, () => options), refused)
    })()
    for (const calm of [scene(0), scene(1, { delayMs: 50, abortMs: 9003 })]) {
      await oneScenario(async () => diagnoseAfterwards(await play(retry, calm)))()
    }
    await oneScenario(() => judgeOrderAbort(placeOrder))()
    await oneScenario(() => judgeOrderAbort(placeOrder, { idempotencyKey: null }))()
    await oneScenario(() => judgeOrderAbort(placeOrder, { inPause: true }))()
  })
})

describe('Go further', () => {
  test('calls `shouldRetry`, `delayMs` and `onRetry` at the right moments', async () => {
    await everyScenario(
      hookedScenes,
      { first: firstHooked, draws, tell: ({ scene }) => tell(scene) },
      async (hooked) => {
        const { played, hooks } = await playHooks(retry, hooked)
        diagnoseHooks(played, hooks, hooked)
      },
    )()
    for (const hook of ['shouldRetry', 'delayMs', 'onRetry'] as const) {
      const bug = new Error('a bug in your hook')
      await oneScenario(async () =>
        diagnoseThrowing(await playThrowing(retry, hook, bug), hook, bug),
      )()
    }
    await oneScenario(async () => diagnoseOrderHooks(await playOrderHooks(placeOrder)))()
  })

  test(
    'rejects at the abort even if `fn` or `shouldRetry` ignores it',
    everyScenario(ignoring, { first: firstIgnoring, draws: 16 }, async (ignores) =>
      diagnoseIgnoring(await playIgnoring(retry, ignores), ignores),
    ),
  )

  test('leaves no timer and no listener behind, and keeps concurrent calls apart', async () => {
    await everyScenario(
      fc.oneof(
        abortedScenes,
        scenes.map((scene) => ({ ...scene, abortMs: expected(scene).endMs + 5003 })),
      ),
      {
        first: [
          scene(2, { delayMs: 50, abortMs: 9003 }),
          scene(ALWAYS, { delayMs: 60_000, abortMs: 303 }),
        ],
        draws: 16,
        tell,
      },
      async (scene) => void (await play(retry, scene, undefined, [])),
    )()
    await everyScenario(
      together,
      {
        first: [
          { one: scene(ALWAYS), other: scene(1), laterMs: 15 },
          { one: scene(ALWAYS, { retries: 0 }), other: scene(ALWAYS, { retries: 0 }), laterMs: 0 },
        ],
        draws: 8,
      },
      async (both) => {
        const { run, ends } = await playTogether(retry, both)
        diagnoseTogether(run, ends)
      },
    )()
  })

  test('refuses bad arguments by name', async () => {
    await everyScenario(fc.constantFrom(...refused), { first: refused, draws: 0 }, async (bad) => {
      const { option, value, isReturned } = bad
      const options = option === 'fn' ? {} : { [option]: isReturned ? () => value : value }
      const call: typeof retry = (fn, given) =>
        retry(option === 'fn' ? (value as typeof fn) : fn, given)
      diagnoseRefusal(await play(call, scene(ALWAYS, { manner: 'at once' }), () => options), bad)
    })()
    await everyScenario(fc.constantFrom(...accepted), { first: accepted, draws: 0 }, async (good) =>
      diagnoseAccepted(await play(retry, good), good),
    )()
  })
})
