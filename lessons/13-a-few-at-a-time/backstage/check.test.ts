import { everyScenario, fc, oneScenario } from '@overlap/scenarios'
import { describe, test } from 'vitest'
import { createLimit, mapPool } from '#lesson'
import { judgeBadLimits } from './bad-limit-rules.ts'
import { diagnoseErrors, keepGoing } from './errors-rules.ts'
import { diagnoseFailure } from './failure-rules.ts'
import { shared } from './limit-play.ts'
import { firstShared, judgeShared } from './limit-rules.ts'
import { diagnoseOrder, judgeTogether } from './order-rules.ts'
import { play } from './play.ts'
import { diagnoseRefill } from './refill-rules.ts'
import { calm, failing, tell, type Failing } from './scenes.ts'
import { aborting, diagnoseAbort, diagnoseSiblings } from './signal-rules.ts'
import { playArray, playSourced } from './source-play.ts'
import { badArguments, diagnoseClosing, diagnoseSource, judgeBadArgument } from './source-rules.ts'
import { firstSourced, sourced } from './sources.ts'

const draws = 11
const left = new Error('the user left the page')

const fails = (at: number, more: Partial<Failing> = {}): Failing => ({
  at,
  error: new Error('sold out'),
  manner: 'rejects',
  ...more,
})

describe('Your task', () => {
  test('keeps the limit, and resolves with the results in the order of the items', async () => {
    await everyScenario(
      calm,
      {
        first: [
          { latenciesMs: [300, 100, 200, 50, 150], limit: 2 },
          { latenciesMs: [], limit: 3 },
          { latenciesMs: [50, 20], limit: 5, values: [undefined, 0] },
          { latenciesMs: [30, 20, 10], limit: 2, items: [7, 7, undefined] },
          { latenciesMs: [30, 20, 10], limit: 2, plain: true },
        ],
        draws,
        tell,
      },
      async (scene) => diagnoseOrder(await play(mapPool, scene), scene),
    )()
    await oneScenario(() => judgeTogether(mapPool))()
  })

  test(
    'starts the next call as soon as one ends',
    everyScenario(
      calm,
      {
        first: [
          { latenciesMs: [300, 100, 50, 200, 100, 150], limit: 2 },
          { latenciesMs: [200, 50, 50, 50, 50, 50, 150], limit: 3 },
        ],
        draws,
        tell,
      },
      async (scene) => diagnoseRefill(await play(mapPool, scene), scene),
    ),
  )

  test(
    'rejects with the first error, and starts nothing more',
    everyScenario(
      failing,
      {
        first: [
          { latenciesMs: [200, 55, 100, 100, 100], limit: 2, fails: [fails(1)] },
          { latenciesMs: [200, 100, 100, 100], limit: 2, fails: [fails(1, { manner: 'throws' })] },
          {
            latenciesMs: [95, 100, 100],
            limit: 2,
            fails: [fails(1, { manner: 'throws' }), fails(0, { error: 'late' })],
          },
          { latenciesMs: [95, 60, 100], limit: 2, fails: [fails(1), fails(0, { error: 'late' })] },
          { latenciesMs: [55, 100, 100], limit: 1, fails: [fails(0, { error: undefined })] },
        ],
        draws,
        tell,
      },
      async (scene) => diagnoseFailure(await play(mapPool, scene), scene),
    ),
  )
})

describe('Go further', () => {
  test('takes any source, one item at a time, and refuses bad arguments', async () => {
    await everyScenario(sourced, { first: firstSourced, draws }, async (scene) =>
      diagnoseSource(await playSourced(mapPool, scene), scene),
    )()
    await everyScenario(
      fc.constantFrom(...badArguments),
      { first: badArguments, draws: 0 },
      (bad) => judgeBadArgument(mapPool, bad),
    )()
  })

  test("stops at the caller's abort, and aborts the calls in flight when it stops early", async () => {
    const stops = { onAbort: 'stops' } as const
    await everyScenario(
      aborting,
      {
        first: [
          { latenciesMs: [200, 100, 100], limit: 2, abortMs: 53, reason: left, ...stops },
          { latenciesMs: [200, 100, 100], limit: 2, abortMs: -1, reason: left, ...stops },
          { latenciesMs: [200, 100], limit: 2, abortMs: 53, reason: left, onAbort: 'goes on' },
          { latenciesMs: [100, 100], limit: 1, abortMs: 53, reason: 'enough', stopOnError: false },
        ],
        draws,
        tell,
      },
      async (scene) =>
        diagnoseAbort(await play(mapPool, scene, scene.onAbort === 'stops' ? [] : ['call']), scene),
    )()
    await everyScenario(
      failing.map((scene) => ({ ...scene, onAbort: 'stops' as const })),
      {
        first: [
          { latenciesMs: [200, 55, 100], limit: 2, fails: [fails(1)], ...stops },
          { latenciesMs: [50, 20], limit: 2, ...stops },
          { latenciesMs: [50, 20], limit: 2, abortMs: 9003, ...stops },
        ],
        draws,
        tell,
      },
      async (scene) => diagnoseSiblings(await play(mapPool, scene, []), scene),
    )()
    const closing = {
      latenciesMs: [200, 100, 100, 100],
      limit: 2,
      abortMs: 53,
      reason: left,
      ...stops,
    }
    await oneScenario(async () => diagnoseClosing(await playArray(mapPool, closing), closing))()
  })

  test(
    'with `stopOnError: false`, calls `fn` for every item and reports all errors',
    everyScenario(
      keepGoing,
      {
        first: [
          {
            latenciesMs: [60, 100, 50, 80],
            limit: 3,
            fails: [fails(1), fails(2)],
            stopOnError: false,
          },
          {
            latenciesMs: [50],
            limit: 2,
            fails: [fails(0, { error: undefined })],
            stopOnError: false,
          },
        ],
        draws,
        tell,
      },
      async (scene) => diagnoseErrors(await play(mapPool, scene, []), scene),
    ),
  )

  test('limits calls from many places, with `createLimit`', async () => {
    await everyScenario(shared, { first: firstShared, draws }, (scene) =>
      judgeShared(createLimit, scene),
    )()
    await judgeBadLimits(createLimit)
  })
})
