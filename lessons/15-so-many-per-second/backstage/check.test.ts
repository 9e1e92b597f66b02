import { everyScenario, oneScenario } from '@overlap/scenarios'
import { describe, test } from 'vitest'
import { perKey, rateLimiter } from '#lesson'
import { leavesItsPlace, wrapsWithSignal } from './abort-rules.ts'
import { isBucket, weighs } from './burst-rules.ts'
import { firstKeyScenes, judgeKeys, judgeMemory, keyScenes, refusesWrongRate } from './key-rules.ts'
import { learns, longScene } from './learn-rules.ts'
import { refusesWrongOptions, refusesWrongWeights } from './option-rules.ts'
import { neverIdle } from './order-rules.ts'
import { play } from './play.ts'
import { sameAsOne } from './same-as-one.ts'
import { countsLateStarts, ignoresClock, keepsAlive, looksAfterEarlyTimers } from './timer-rules.ts'
import { neverTooMany, type Rule } from './window-rules.ts'
import { playWrapped } from './wrap-play.ts'
import { firstWrapScenes, judgeWrapped, wrapScenes } from './wrap-rules.ts'

const draws = 12

function holds({ drawn, first, judge }: Rule): () => Promise<void> {
  return everyScenario(drawn, { first, draws }, async (scene) =>
    judge(await play(rateLimiter, scene), scene),
  )
}

describe('Your task', () => {
  test('lets no window hold more than `limit` calls', async () => {
    await holds(neverTooMany)()
    await oneScenario(() => looksAfterEarlyTimers(rateLimiter))()
  })
  test('lets a call start as soon as there is room, first come, first served', async () => {
    await holds(neverIdle)()
    await oneScenario(() => keepsAlive(rateLimiter))()
    await oneScenario(() => ignoresClock(rateLimiter))()
    await oneScenario(() => countsLateStarts(rateLimiter))()
  })
  test(
    "wraps a function, and a slow call doesn't delay the others",
    everyScenario(wrapScenes, { first: firstWrapScenes, draws }, async (scene) =>
      judgeWrapped(await playWrapped(rateLimiter, scene), scene),
    ),
  )
})

describe('Go further', () => {
  test('is a token bucket if it has a `burst`', async () => {
    refusesWrongOptions(rateLimiter)
    await holds(isBucket)()
    await holds(weighs)()
    await oneScenario(() => refusesWrongWeights(rateLimiter))()
  })
  test("gives an aborted call's place to the next one", async () => {
    await holds(leavesItsPlace)()
    await oneScenario(() => wrapsWithSignal(rateLimiter))()
  })
  test('learns from what the server answers', async () => {
    await holds(learns)()
    await oneScenario(async () =>
      learns.judge(await play(rateLimiter, longScene, ['timer']), longScene),
    )()
  })
  test('limits each key, and forgets keys that are idle', async () => {
    refusesWrongRate(perKey)
    await everyScenario(keyScenes, { first: firstKeyScenes, draws }, (scene) =>
      judgeKeys(perKey, scene),
    )()
    await oneScenario(() => judgeMemory(perKey))()
    await oneScenario(() => sameAsOne(perKey, rateLimiter))()
  })
})
