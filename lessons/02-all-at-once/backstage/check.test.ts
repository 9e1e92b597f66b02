import { callFailures, everyScenario, fc, latencies } from '@overlap/scenarios'
import { describe, test } from 'vitest'
import { loadProducts } from '#lesson'
import { diagnoseDelay, diagnoseFailure } from './failure-rules.ts'
import { diagnoseMixing } from './mixing-rules.ts'
import { four, play, playBoth, seven, several, tell, three, troubleIn } from './play.ts'
import { diagnoseAnyList, diagnoseProducts } from './product-rules.ts'
import { diagnoseEnding, diagnoseStarts } from './start-rules.ts'

/** Enough for every size of a list. */
const draws = 24

describe('Your task', () => {
  test(
    'sends every call at the start, and waits for all of them',
    everyScenario(several, { first: [four, seven], draws, tell }, async (scene) => {
      const run = await play(loadProducts, scene)
      diagnoseEnding(run, scene)
      diagnoseStarts(run)
    }),
  )

  test(
    'returns the products in the order of their URLs',
    everyScenario(several, { first: [four, three], draws, tell }, async (scene) => {
      const run = await play(loadProducts, scene)
      diagnoseEnding(run, scene)
      diagnoseProducts(run, scene)
    }),
  )

  test(
    'rejects with the error of a call that fails',
    everyScenario(
      fc.record({
        scene: several,
        failing: fc.nat(),
        kind: callFailures,
      }),
      {
        first: [
          { scene: four, failing: 2, kind: 'refused' as const },
          { scene: three, failing: 0, kind: 'reset-body' as const },
          { scene: four, failing: 3, kind: 'garbage' as const },
        ],
        draws,
        tell: ({ scene }) => tell(scene),
      },
      async ({ scene, failing, kind }) => {
        const trouble = troubleIn(scene, kind, [failing])
        diagnoseFailure(await play(loadProducts, scene, trouble), trouble)
      },
    ),
  )
})

describe('Go further', () => {
  test(
    'rejects as soon as the first call fails',
    everyScenario(
      fc.record({
        scene: several,
        failing: fc.array(fc.nat(), { minLength: 1, maxLength: 3 }),
        kind: callFailures,
      }),
      {
        first: [
          { scene: four, failing: [2], kind: 'refused' as const },
          { scene: four, failing: [0, 3], kind: 'refused' as const },
          { scene: four, failing: [2], kind: 'reset-body' as const },
          { scene: three, failing: [2], kind: 'garbage' as const },
        ],
        draws: 16,
        tell: ({ scene }) => tell(scene),
      },
      async ({ scene, failing, kind }) => {
        const trouble = troubleIn(scene, kind, failing)
        const run = await play(loadProducts, scene, trouble)
        diagnoseFailure(run, trouble)
        diagnoseDelay(run, trouble)
      },
    ),
  )

  test(
    'takes an empty array, and the same URL twice',
    everyScenario(
      fc.record({
        ids: fc.array(fc.integer({ min: 1, max: 3 }), { maxLength: 6 }),
        latencyMs: latencies(6),
      }),
      {
        first: [
          { ids: [], latencyMs: [] },
          { ids: [2, 1, 2], latencyMs: [90, 50, 90] },
        ],
        tell,
      },
      async (scene) => {
        const run = await play(loadProducts, scene)
        diagnoseAnyList(run, scene)
        diagnoseProducts(run, scene)
      },
    ),
  )

  test(
    'keeps two concurrent runs apart',
    everyScenario(
      fc.record({ one: several, other: several }),
      { first: [{ one: four, other: three }], draws: 8 },
      async ({ one, other }) => {
        diagnoseMixing(await playBoth(loadProducts, one, other))
        const failing = one.ids.find((id) => !other.ids.includes(id))
        if (failing === undefined) return
        diagnoseMixing(await playBoth(loadProducts, one, other, failing), failing)
      },
    ),
  )
})
