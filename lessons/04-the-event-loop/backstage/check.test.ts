import { everyScenario, fc, reasons } from '@overlap/scenarios'
import { describe, test } from 'vitest'
import { digestAll } from '#lesson'
import { diagnoseError, diagnoseStuck, diagnoseTimers, diagnoseTwo } from './further-rules.ts'
import { play, playBesideCall, playTwo } from './play.ts'
import { diagnoseEnding, diagnoseResults } from './result-rules.ts'
import {
  briefLists,
  cheap,
  dear,
  empty,
  endings,
  few,
  itemsOf,
  lists,
  odd,
  steady,
  tell,
  tight,
  uneven,
} from './scenes.ts'
import { diagnoseHolds, diagnoseOverhead } from './slice-rules.ts'

const draws = 12

describe('Your task', () => {
  test(
    'returns a result for each item, in the order of the items',
    everyScenario(lists, { first: [steady, odd, empty], draws, tell }, async (scene) => {
      const played = await play(digestAll, scene, { leaves: ['timer'] })
      diagnoseEnding(played, scene)
      diagnoseResults(played, scene)
    }),
  )

  test(
    'gives the thread back at least every 20 ms',
    everyScenario(
      lists,
      { first: [steady, uneven, dear, cheap, tight], draws, tell },
      async (scene) => {
        const played = await playBesideCall(digestAll, scene)
        diagnoseEnding(played, scene)
        diagnoseHolds(played, scene)
      },
    ),
  )

  test(
    'adds at most 30% to the time that the work takes',
    everyScenario(lists, { first: [steady, cheap, uneven, dear], draws, tell }, async (scene) => {
      const played = await play(digestAll, scene)
      diagnoseEnding(played, scene)
      diagnoseOverhead(played, scene)
    }),
  )
})

describe('Go further', () => {
  test(
    'stops at an error, and rejects with it',
    everyScenario(
      fc.record({
        scene: lists.filter((scene) => itemsOf(scene).length > 0),
        index: fc.nat(),
        reason: reasons,
      }),
      {
        first: [
          { scene: steady, index: 30, reason: new Error('item 30 is corrupt') },
          { scene: steady, index: 0, reason: new Error('item 0 is corrupt') },
          { scene: steady, index: 199, reason: undefined },
        ],
        draws,
        tell: ({ scene }) => tell(scene),
      },
      async ({ scene, index: drawn, reason }) => {
        const corrupt = { index: drawn % itemsOf(scene).length, reason }
        diagnoseError(await play(digestAll, scene, { corrupt }), scene, corrupt)
      },
    ),
  )

  test(
    'never waits for a needless timer',
    everyScenario(briefLists, { first: [empty, few, ...endings], draws, tell }, async (scene) => {
      const played = await play(digestAll, scene)
      diagnoseStuck(played, scene)
      diagnoseEnding(played, scene)
      diagnoseTimers(played, scene)
    }),
  )

  test(
    'digests two lists at the same time',
    everyScenario(
      fc.record({ one: lists, other: lists }),
      {
        first: [
          { one: steady, other: odd },
          { one: odd, other: steady },
        ],
        draws: 8,
      },
      async ({ one, other }) => diagnoseTwo(await playTwo(digestAll, [one, other]), [one, other]),
    ),
  )
})
