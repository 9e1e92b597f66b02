import { callFailures, everyScenario, fc } from '@overlap/scenarios'
import { describe, test } from 'vitest'
import { loadInOrder } from '#lesson'
import { diagnoseAnyList, diagnoseEnding } from './ending-rules.ts'
import { diagnoseFailure } from './failure-rules.ts'
import { diagnoseBeats, diagnoseMixing } from './further-rules.ts'
import {
  empty,
  isSeveral,
  play,
  playBoth,
  playUntil,
  seven,
  several,
  short,
  single,
  slowBodies,
  tell,
  three,
  twice,
} from './play.ts'
import { diagnoseChange, diagnoseRepeats, diagnoseSequence } from './sequence-rules.ts'
import { diagnoseTodos } from './todo-rules.ts'
import { diagnoseUntil } from './until-rules.ts'

const draws = 16

describe('Your task', () => {
  test(
    'returns a todo for each URL, in the order of `urls`',
    everyScenario(
      fc.oneof(several, short),
      { first: [three, seven, empty, single, twice], draws: 24, tell },
      async (scene) => {
        const run = await play(loadInOrder, scene)
        if (isSeveral(scene)) diagnoseEnding(run, scene)
        else diagnoseAnyList(run, scene)
        diagnoseTodos(run, scene)
        if (!isSeveral(scene)) diagnoseRepeats(run, scene)
        diagnoseChange(run)
      },
    ),
  )

  test(
    'sends each call as soon as the previous one has ended',
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
    'sends nothing more once `until(todo)` returns true',
    everyScenario(
      fc.record({ scene: several, at: fc.option(fc.nat(), { nil: undefined }) }),
      {
        first: [
          { scene: three, at: 1 },
          { scene: seven, at: 0 },
          { scene: slowBodies, at: undefined },
        ],
        draws,
        tell: ({ scene }) => tell(scene),
      },
      async ({ scene, at }) => {
        const stop = at === undefined ? undefined : scene.ids[at % scene.ids.length]
        diagnoseUntil(await playUntil(loadInOrder, scene, stop))
      },
    ),
  )

  test(
    'lets timers fire on time while it waits',
    everyScenario(several, { first: [three], draws: 8, tell }, async (scene) => {
      const run = await play(loadInOrder, scene)
      diagnoseEnding(run, scene)
      diagnoseBeats(run)
    }),
  )

  test(
    'keeps overlapping runs apart',
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
