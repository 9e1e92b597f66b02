import { everyScenario } from '@overlap/scenarios'
import { describe, test } from 'vitest'
import { bulkhead, circuitBreaker } from '#lesson'
import { playBulkhead } from './bulkhead-play.ts'
import { judgeBulkhead } from './bulkhead-rules.ts'
import { bulkheadScenes, firstBulkheads } from './bulkhead-scene.ts'
import { judge } from './judge.ts'
import { play } from './play.ts'
import { refusesWrongBulkheads, refusesWrongOptions } from './refused.ts'
import * as stars from './star-steps.ts'
import * as steps from './steps.ts'

const draws = 12

/** @param before - steps that an answer has passed when it comes to this one */
const holds = (
  { first, drawn }: steps.Step,
  ...before: readonly steps.Step[]
): (() => Promise<void>) =>
  everyScenario(drawn, { first, draws }, async (scene) =>
    judge(await play(circuitBreaker, scene), scene, [
      ...before.flatMap((step) => step.first),
      ...first.slice(0, first.includes(scene) ? first.indexOf(scene) : undefined),
    ]),
  )

const task = [steps.opening, steps.probing, steps.afterProbe, steps.counting]

describe('Your task', () => {
  test('opens after `failures` failures in a row, and then refuses calls', holds(steps.opening))
  test('lets one call through after the cool-down, the probe', holds(steps.probing, steps.opening))
  test(
    'closes if the probe succeeds, and opens again if it fails',
    holds(steps.afterProbe, steps.opening, steps.probing),
  )
  test('counts what `isFailure` returns `true` for', async () => {
    await holds(steps.counting, steps.opening, steps.probing, steps.afterProbe)()
    refusesWrongOptions(circuitBreaker)
  })
})

describe('Go further', () => {
  test('learns nothing from late answers and from aborts', async () => {
    await holds(steps.late, ...task)()
    await holds(stars.aborts, ...task, steps.late)()
  })
  test('opens if too many of the latest calls failed', holds(stars.rates, ...task))
  test('calls the fallback for what failed or was refused', holds(stars.fallbacks, ...task))
  test("has a bulkhead that begins nothing it can't end in time", async () => {
    await everyScenario(
      bulkheadScenes,
      { first: firstBulkheads, draws: 2 * draws },
      async (scene) => judgeBulkhead(await playBulkhead(bulkhead, scene), scene),
    )()
    refusesWrongBulkheads(bulkhead)
  })
})
