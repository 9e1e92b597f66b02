import { everyScenario, fc, reasons } from '@overlap/scenarios'
import { describe, test } from 'vitest'
import { settleAll } from '#lesson'
import { diagnoseAbort, diagnoseThrow, diagnoseTooLate, isOver } from './caller-rules.ts'
import { diagnoseCalls } from './ending-rules.ts'
import { diagnoseNothing } from './nothing-rules.ts'
import { play } from './play.ts'
import { diagnoseKept } from './result-rules.ts'
import { abortMs, failing, isFailure, plan, plans, tell, type Scene } from './scenes.ts'

const draws = 12

const price = plan('price', 100)
const stock = plan('stock', 300)
const reviews = plan('reviews', 50)

const sceneOf = (plans: Scene['plans']): Scene => ({ plans })

const somePlans = plans(['returns', 'rejects', 'rejects', 'returns at once'], { min: 2 })
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
    'keeps what worked when a task fails, and says what failed',
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
      plans(['returns', 'throws at once', 'rejects'], { min: 2 }).filter(isMixed).map(sceneOf),
      {
        first: [
          sceneOf([
            plan('price', 0, { end: 'throws at once', value: new Error('no id') }),
            stock,
            reviews,
          ]),
        ],
        draws: 10,
        tell,
      },
      async (scene) => {
        const played = await play(settleAll, scene)
        if (scene.plans.some(({ end }) => end === 'throws at once')) diagnoseThrow(played)
        diagnoseCalls(played)
        diagnoseKept(played)
      },
    ),
  )

  test("waits for every task when the caller aborts, and rejects with the caller's reason", async () => {
    const reason = new Error('the user left the page')
    const deaf = plan('stock', 300, { ignoresSignal: true })
    await everyScenario<Scene>(
      fc.record({
        plans: plans(['returns', 'rejects', 'returns at once'], { min: 1 }),
        abortMs,
        reason: reasons,
      }),
      {
        first: [
          { plans: [plan('price', 100), stock], abortMs: 60, reason },
          { plans: [plan('price', 100), deaf], abortMs: 60, reason },
          { plans: [failing('price', 50), deaf], abortMs: 60, reason },
        ],
        draws,
        tell,
      },
      async (scene) => {
        const played = await play(settleAll, scene)
        diagnoseCalls(played)
        if (!isOver(scene)) diagnoseAbort(played, scene)
      },
    )()
    // A signal that never aborts changes nothing, whatever the tasks reject with.
    await everyScenario(
      somePlans.filter(isMixed).map((list): Scene => ({ plans: list, withSignal: true })),
      {
        first: [
          {
            plans: [
              price,
              plan('stock', 300, { end: 'rejects', value: new DOMException('slow', 'AbortError') }),
            ],
            withSignal: true,
          },
        ],
        draws: 8,
        tell,
      },
      async (scene) => diagnoseKept(await play(settleAll, scene)),
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
        ],
        draws: 8,
        tell,
      },
      async (scene) => diagnoseTooLate(await play(settleAll, scene)),
    ),
  )
})
