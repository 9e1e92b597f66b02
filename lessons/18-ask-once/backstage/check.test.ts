import { everyScenario, fc, oneScenario, shown } from '@overlap/scenarios'
import { describe, test } from 'vitest'
import { batched, cached, singleFlight } from '#lesson'
import { diagnoseAborts, diagnoseAgainAtOnce, diagnoseSelfAbort } from './abort-rules.ts'
import {
  judgeBoundary,
  judgeCacheAborts,
  judgeCacheArguments,
  judgeCacheKey,
  judgeDefaultSize,
} from './cache-edges.ts'
import { judgeCacheClock } from './cache-clock.ts'
import { diagnoseCache } from './cache-rules.ts'
import { expectedBatches } from './batch-model.ts'
import { batchScenes, playBatch, type BatchScene } from './batch-play.ts'
import { diagnoseBatch } from './batch-rules.ts'
import { firstBatchAborts, firstBatches } from './first-batches.ts'
import {
  firstAborted,
  firstCached,
  firstKept,
  firstShared,
  firstStale,
  type Kept,
} from './firsts.ts'
import { judgeAgain, judgePairs, judgeThrowingKey } from './key-rules.ts'
import { expected } from './model.ts'
import { needsAborts, needsSignal } from './needs-aborts.ts'
import { play, playAgainAtOnce, playSelfAbort, type Make } from './play.ts'
import {
  diagnoseRefused,
  refusedBatch,
  refusedCache,
  refusedFlight,
  refusedStale,
  type Refused,
} from './refused.ts'
import {
  abortScenes,
  cacheScenes,
  ends,
  scenes,
  sharedScenes,
  staleScenes,
  type Scene,
} from './scene.ts'
import { diagnoseSharing } from './sharing-rules.ts'

const draws = 12
const share: Make = (fn) => singleFlight(fn)

const judgeSharing = async (scene: Scene): Promise<void> =>
  diagnoseSharing(await play(share, scene), expected(scene), scene)

/** One more caller, much later, shows who keeps values. */
const judgeCrowd = async (scene: Scene): Promise<void> => {
  const late = { arg: scene.callers[0]?.arg, atMs: 3000 }
  const { run, calls, came } = await play(share, { ...scene, callers: [...scene.callers, late] })
  const early = calls.filter(({ startMs }) => startMs < late.atMs)
  const played = { run, calls: early, came: came.slice(0, -1) }
  const keepsValues = early.length === calls.length && came.at(-1)?.settledMs === late.atMs
  diagnoseSharing(played, expected(scene), scene, { keepsValues })
}

const judgeCache = needsSignal(share, 'cached', async ({ scene, options }: Kept) => {
  const make: Make = (fn) => cached(fn, options)
  diagnoseCache(await play(make, scene), expected(scene, options), options)
})

const judgeBatch = needsSignal(share, 'batched', async (scene: BatchScene) =>
  diagnoseBatch(await playBatch(batched, scene), expectedBatches(scene), scene),
)

const refuse = (list: readonly Refused[]): void => list.forEach(diagnoseRefused)

describe('Your task', () => {
  test(
    'makes one call for all callers with the same key',
    everyScenario(sharedScenes, { first: firstShared, draws, tell }, judgeCrowd),
  )

  test('gives everyone the error, and keeps nothing after the call', async () => {
    await everyScenario(scenes(ends), { first: firstKept, draws, tell }, judgeSharing)()
    await oneScenario(() => judgeAgain(singleFlight, false))()
    await oneScenario(() => judgeAgain(singleFlight, true))()
  })

  test('compares all arguments, or the result of `key`', async () => {
    await oneScenario(() => judgePairs(singleFlight))()
    await oneScenario(() => judgeThrowingKey(singleFlight))()
    refuse(refusedFlight(singleFlight))
  })
})

describe('Go further', () => {
  test('lets each caller abort alone, and aborts the call when all have aborted', async () => {
    await everyScenario(abortScenes, { first: firstAborted, draws: 20, tell }, async (scene) => {
      const played = await play(share, scene, ['call'])
      const wanted = expected(scene)
      diagnoseAborts(played, wanted)
      diagnoseSharing(played, wanted, scene)
    })()
    const reason = new Error('the user left the page')
    await oneScenario(async () => diagnoseAgainAtOnce(await playAgainAtOnce(share, reason)))()
    await oneScenario(async () => diagnoseSelfAbort(await playSelfAbort(share, reason), reason))()
  })

  test('keeps values for `ttlMs`, without a stampede and within `maxSize`', async () => {
    await everyScenario(
      cacheScenes,
      { first: firstCached, draws, tell: ({ scene }) => tell(scene) },
      judgeCache,
    )()
    await oneScenario(() => judgeBoundary(cached, false))()
    await oneScenario(() => judgeCacheClock(cached))()
    await oneScenario(() => judgeDefaultSize(cached))()
    await oneScenario(() => judgeCacheKey(cached))()
    await oneScenario(() => judgeCacheArguments(cached))()
    await oneScenario(() => needsAborts(share, 'cached', judgeCacheAborts)(cached))()
    refuse(refusedCache(cached))
  })

  test('serves a stale value at once, and replaces it in the background', async () => {
    await everyScenario(
      staleScenes,
      { first: firstStale, draws, tell: ({ scene }) => tell(scene) },
      judgeCache,
    )()
    await oneScenario(() => judgeBoundary(cached, true))()
    refuse(refusedStale(cached))
  })

  test('loads many keys with one call, and gives each caller its own result', async () => {
    await everyScenario(batchScenes, { first: firstBatches, draws }, judgeBatch)()
    await everyScenario(
      fc.constantFrom(...firstBatchAborts),
      { first: firstBatchAborts, draws: 0 },
      needsAborts(share, 'batched', judgeBatch),
    )()
    refuse(refusedBatch(batched))
  })
})

/** A scene in a few words. */
function tell({ callers }: Scene): string {
  const first = callers.slice(0, 4).map(({ arg, atMs }) => `${shown(arg)} at ${atMs} ms`)
  const more = callers.length > 4 ? ` and ${callers.length - 4} more` : ''
  return `callers of ${first.join(', ')}${more}`
}
