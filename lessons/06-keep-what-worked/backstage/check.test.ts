import { everyScenario, fc, reasons } from '@overlap/scenarios'
import { describe, test } from 'vitest'
import { settleAll } from '#lesson'
import {
  diagnoseAbort,
  diagnoseNoSignal,
  diagnoseOver,
  diagnoseThrow,
  diagnoseTooLate,
  isOver,
} from './caller-rules.ts'
import { diagnoseCalls } from './ending-rules.ts'
import { diagnoseEnd, diagnoseNothing } from './nothing-rules.ts'
import { play } from './play.ts'
import { diagnoseKept } from './result-rules.ts'
import {
  abortMs,
  failing,
  isFailure,
  plan,
  plans,
  sharing,
  tell,
  throwing,
  type Scene,
} from './scenes.ts'

const draws = 12

const price = plan('price', 100)
const stock = plan('stock', 300)
const reviews = plan('reviews', 50)

const sceneOf = (plans: Scene['plans']): Scene => ({ plans })

const somePlans = plans(['returns', 'rejects', 'rejects', 'returns at once'], { min: 2 })
const someThrow = (list: Scene['plans']): boolean =>
  list.some(({ end }) => end === 'throws at once')
const isMixed = (list: Scene['plans']): boolean => !list.every(isFailure) && list.some(isFailure)

describe('Your task', () => {
  test(
    'calls every task at the start, and returns each value by its name',
    everyScenario(
      plans(['returns', 'returns', 'returns at once'], { min: 2 }).map(sceneOf),
      { first: [sceneOf([price, stock, reviews])], draws, tell },
      async (scene) => {
        const played = await play(settleAll, scene)
        diagnoseCalls(played)
        diagnoseKept(played)
      },
    ),
  )

  test(
    'keeps what worked when a task fails, and reports what failed',
    everyScenario(
      somePlans.filter(isMixed).map(sceneOf),
      {
        first: [
          sceneOf([failing('price', 100), stock, reviews]),
          sceneOf([price, plan('stock', 300, { value: 0 }), failing('reviews', 50)]),
        ],
        draws,
        tell,
      },
      async (scene) => {
        const played = await play(settleAll, scene)
        diagnoseCalls(played)
        diagnoseKept(played)
      },
    ),
  )

  test(
    'rejects with an AggregateError if every task failed',
    everyScenario(
      plans(['rejects']).map(sceneOf),
      {
        first: [
          sceneOf([failing('price', 100), failing('stock', 300), failing('reviews', 50)]),
          sceneOf([]),
          sceneOf(sharing()),
        ],
        draws: 10,
        tell,
      },
      async (scene) => {
        const played = await play(settleAll, scene)
        diagnoseCalls(played)
        diagnoseNothing(played)
      },
    ),
  )
})

describe('Go further', () => {
  test(
    'counts a task that throws before it returns a promise as failed',
    everyScenario(
      plans(['returns', 'throws at once', 'rejects']).filter(someThrow).map(sceneOf),
      {
        first: [
          sceneOf([throwing('price'), stock, reviews]),
          sceneOf([throwing('price'), failing('stock', 300)]),
          sceneOf([throwing('price'), throwing('stock')]),
        ],
        draws: 10,
        tell,
      },
      async (scene) => {
        const played = await play(settleAll, scene)
        diagnoseThrow(played)
        diagnoseCalls(played)
        diagnoseEnd(played)
      },
    ),
  )

  test("waits for every task when the caller aborts, and rejects with the caller's reason", async () => {
    const reason = new Error('the user left the page')
    const ignoresSignal = true
    const slow = plan('stock', 300, { ignoresSignal })
    await everyScenario<Scene>(
      fc.record({
        plans: plans(['returns', 'rejects', 'returns at once'], { min: 1 }),
        abortMs,
        reason: reasons,
      }),
      {
        first: [
          // A race shows in the first scene, before the audit can see the listener that it left.
          { plans: [price, slow], abortMs: 60, reason },
          { plans: [price, stock], abortMs: 60, reason },
          { plans: [plan('price', 100, { ignoresSignal }), slow], abortMs: 60, reason },
          { plans: [failing('price', 50), slow], abortMs: 60, reason },
        ],
        draws,
        tell,
      },
      async (scene) => {
        const played = await play(settleAll, scene)
        diagnoseCalls(played)
        if (isOver(scene)) {
          diagnoseOver(played, scene)
          diagnoseEnd(played)
        } else {
          diagnoseAbort(played, scene)
        }
      },
    )()
    // A signal that never aborts changes nothing, whatever the tasks reject with.
    const abortError = { end: 'rejects', value: new DOMException('slow', 'AbortError') } as const
    await everyScenario(
      somePlans.map((list): Scene => ({ plans: list, withSignal: true })),
      {
        first: [
          { plans: [price, plan('stock', 300, abortError)], withSignal: true },
          { plans: [plan('stock', 300, abortError)], withSignal: true },
        ],
        draws: 8,
        tell,
      },
      async (scene) => {
        const played = await play(settleAll, scene)
        diagnoseCalls(played)
        diagnoseEnd(played)
      },
    )()
    await everyScenario<Scene>(
      fc.record({
        plans: plans(['returns', 'rejects', 'returns at once'], { min: 1 }),
        options: fc.constantFrom(undefined, {}, { signal: undefined }),
      }),
      {
        first: [
          { plans: [price, stock] },
          { plans: [price, stock], options: {} },
          { plans: [price, stock], options: { signal: undefined } },
        ],
        draws: 4,
        tell,
      },
      async (scene) => {
        const played = await play(settleAll, scene)
        diagnoseNoSignal(played, scene)
        diagnoseCalls(played)
        diagnoseEnd(played)
      },
    )()
  })

  test(
    'calls no task if the caller has already aborted',
    everyScenario(
      fc.record({
        plans: plans(['returns', 'rejects', 'throws at once', 'returns at once'], { min: 1 }),
        abortMs: fc.constant(-1),
        reason: reasons,
      }),
      {
        first: [
          { plans: [price, stock], abortMs: -1, reason: new Error('the user left the page') },
          { plans: [], abortMs: -1, reason: new Error('the user left the page') },
        ],
        draws: 8,
        tell,
      },
      async (scene) => diagnoseTooLate(await play(settleAll, scene)),
    ),
  )
})
