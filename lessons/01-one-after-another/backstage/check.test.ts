import { callFailures, everyScenario, fc, latencies } from '@overlap/scenarios'
import { describe, test } from 'vitest'
import { loadInOrder } from '#lesson'
import { diagnoseAnyList, diagnoseEnding } from './ending-rules.ts'
import { diagnoseFailure } from './failure-rules.ts'
import { diagnoseBeats, diagnoseMixing } from './further-rules.ts'
import { play, playBoth, several, seven, slowBodies, tell, three } from './play.ts'
import { diagnoseChange, diagnoseSequence } from './sequence-rules.ts'
import { diagnoseTodos } from './todo-rules.ts'

const draws = 16

describe('Your task', () => {
  test(
    'returns every todo, in the order of the URLs',
    everyScenario(several, { first: [three, seven], draws, tell }, async (scene) => {
      const run = await play(loadInOrder, scene)
      diagnoseEnding(run, scene)
      diagnoseTodos(run, scene)
      diagnoseChange(run)
    }),
  )

  test(
    'sends each call as soon as the one before has ended',
    everyScenario(several, { first: [three, slowBodies], draws, tell }, async (scene) => {
      const run = await play(loadInOrder, scene)
      diagnoseEnding(run, scene)
      diagnoseSequence(run, scene)
    }),
  )

  test(
    'sends nothing after a failure, and rejects with its error',
    everyScenario(
      fc.record({ scene: several, failing: fc.nat(), kind: callFailures }),
      {
        first: [
          { scene: three, failing: 1, kind: 'refused' as const },
          { scene: three, failing: 0, kind: 'garbage' as const },
          { scene: slowBodies, failing: 2, kind: 'reset-body' as const },
        ],
        draws,
        tell: ({ scene }) => tell(scene),
      },
      async ({ scene, failing, kind }) => {
        const trouble = { kind, id: scene.ids[failing % scene.ids.length]! }
        diagnoseFailure(await play(loadInOrder, scene, trouble), trouble)
      },
    ),
  )
})

describe('Go further', () => {
  test(
    'lets timers fire on time while it waits',
    everyScenario(several, { first: [three], draws: 8, tell }, async (scene) => {
      const run = await play(loadInOrder, scene)
      diagnoseEnding(run, scene)
      diagnoseBeats(run)
    }),
  )

  test(
    'takes an empty list, a single URL, and the same URL twice',
    everyScenario(
      fc.record({
        ids: fc.array(fc.integer({ min: 1, max: 3 }), { maxLength: 6 }),
        latencyMs: latencies(6),
        bodyMs: fc.constant(0),
      }),
      {
        first: [
          { ids: [], latencyMs: [], bodyMs: 0 },
          { ids: [7], latencyMs: [80], bodyMs: 0 },
          { ids: [2, 1, 2], latencyMs: [90, 50, 90], bodyMs: 0 },
        ],
        draws,
        tell,
      },
      async (scene) => {
        const run = await play(loadInOrder, scene)
        diagnoseAnyList(run, scene)
        diagnoseTodos(run, scene)
      },
    ),
  )

  test(
    'keeps runs that overlap apart',
    everyScenario(
      fc.record({ one: several, other: several }),
      { first: [{ one: seven, other: three }], draws: 8 },
      async ({ one, other }) => {
        diagnoseMixing(await playBoth(loadInOrder, one, other))
        const failing = one.ids.find((id) => !other.ids.includes(id))
        if (failing === undefined) return
        diagnoseMixing(await playBoth(loadInOrder, one, other, failing), failing)
      },
    ),
  )
})
