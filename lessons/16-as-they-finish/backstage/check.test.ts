import { everyScenario, oneScenario } from '@overlap/scenarios'
import { describe, test } from 'vitest'
import { asTheyFinish, mapStream, pages, readLines } from '#lesson'
import { diagnoseBreak } from './break-rules.ts'
import { diagnoseFailure } from './failure-rules.ts'
import { diagnoseOrder } from './order-rules.ts'
import { judgeLines, judgeLinesReturn, linesScenes } from './lines-rules.ts'
import { pagesScenes, playPages } from './pages-play.ts'
import { diagnosePages, diagnosePagesEnd } from './pages-rules.ts'
import { play } from './play.ts'
import { aborting, calm, failing, leaving, tell, type Failing } from './scenes.ts'
import { judgeRefusal } from './refusal-rules.ts'
import { diagnoseAbort, diagnoseFinished, judgeReturn, type StreamOf } from './stop-rules.ts'
import {
  badArguments,
  diagnoseStreamAbort,
  diagnoseStreamBreak,
  diagnoseStreamError,
  judgeBadArgument,
} from './stream-end-rules.ts'
import { playStream } from './stream-play.ts'
import { judgePromises } from './stream-promise-rules.ts'
import { diagnoseStream } from './stream-rules.ts'
import { calmStreams, failingStreams, plain, tellStream } from './stream-scenes.ts'
import { judgeTogether } from './together-rules.ts'
import { judgeWork } from './work-rules.ts'

const draws = 12

const fails = (at: number, more: Partial<Failing> = {}): { readonly fails: Failing[] } => ({
  fails: [{ at, error: new Error('sold out'), manner: 'rejects', ...more }],
})

describe('Your task', () => {
  test('yields each result as soon as its task has ended', async () => {
    await everyScenario(
      calm,
      {
        first: [
          { latenciesMs: [200, 100, 300] },
          { latenciesMs: [100, 20, 30, 40], workMs: 60 },
          { latenciesMs: [50, 50, 20], workMs: 10 },
          { latenciesMs: [] },
          { latenciesMs: [30, 20], values: [undefined, 0] },
        ],
        draws,
        tell,
      },
      async (scene) => diagnoseOrder(await play(asTheyFinish, scene), scene),
    )()
    await oneScenario(() => judgeTogether(asTheyFinish))()
  })

  test(
    'yields a failure as a result, when it happens',
    everyScenario(
      failing,
      {
        first: [
          { latenciesMs: [300, 100, 200], ...fails(1) },
          { latenciesMs: [300, 100, 200], ...fails(1, { manner: 'throws' }) },
          { latenciesMs: [200, 100], ...fails(1, { error: undefined }) },
          { latenciesMs: [200, 20, 30], workMs: 50, ...fails(2) },
        ],
        draws,
        tell,
      },
      async (scene) => diagnoseFailure(await play(asTheyFinish, scene), scene),
    ),
  )

  test(
    'aborts the rest when the loop ends early',
    everyScenario(
      leaving,
      {
        first: [
          { latenciesMs: [300, 100, 200], stopAfter: 1 },
          { latenciesMs: [300, 100, 200], stopAfter: 1, exit: 'throw' },
          { latenciesMs: [300, 100, 200], stopAfter: 1, onAbort: 'goes on' },
          { latenciesMs: [300, 100, 200, 110], workMs: 35, stopAfter: 1 },
          { latenciesMs: [100, 200], stopAfter: 2 },
        ],
        draws,
        tell,
      },
      async (scene) => diagnoseBreak(await play(asTheyFinish, scene), scene),
    ),
  )

  test(
    'adds only a few reactions to each promise',
    oneScenario(() => judgeWork(asTheyFinish)),
  )
})

describe('Go further', () => {
  test('stops on abort and on `return()`, leaves finished tasks alone', async () => {
    const left = new Error('the user left the page')
    await everyScenario(
      aborting,
      {
        first: [
          { latenciesMs: [300, 100], abortMs: 153, reason: left },
          { latenciesMs: [300, 100], abortMs: -1, reason: left },
          { latenciesMs: [300, 100], abortMs: 53, reason: left, onAbort: 'goes on' },
          { latenciesMs: [300, 50, 60], workMs: 40, abortMs: 73, reason: 'enough' },
          { latenciesMs: [100], abortMs: 953, reason: left },
        ],
        draws,
        tell,
      },
      async (scene) => diagnoseAbort(await play(asTheyFinish, scene), scene),
    )()
    await everyScenario(
      leaving,
      {
        first: [{ latenciesMs: [300, 100, 200], stopAfter: 2 }, { latenciesMs: [30, 10] }],
        draws: 3,
      },
      async (scene) => diagnoseFinished(await play(asTheyFinish, scene)),
    )()
    await oneScenario(() => judgeReturn((call) => asTheyFinish([call])))()
    const promises = [Promise.resolve('a result')] as never[]
    await judgeRefusal(() => asTheyFinish(promises), TypeError, {
      what: '`asTheyFinish` got a promise in place of a task',
      help: '`checkTasks` does.',
    })
  })

  test('reads the lines of a body, wherever its chunks end', async () => {
    const text = '{"name":"Tee für zwei"}\r\n\n5 €\nlast'
    await everyScenario(
      linesScenes,
      {
        first: [
          { text, sizes: [16] },
          { text, sizes: [1] },
          { text: 'a\nb\nc', sizes: [40] },
          { text: '', sizes: [1] },
          { text: 'one\ntwo\nthr', sizes: [3], breaks: true },
          { text: 'one\ntwo\nthree\n', sizes: [2], stopAfter: 1 },
        ],
        draws,
      },
      (scene) => judgeLines(readLines, scene),
    )()
    await oneScenario(() => judgeLinesReturn(readLines))()
    await judgeRefusal(() => Reflect.apply(readLines, undefined, [null]), TypeError, {
      what: '`readLines` got `null`, the body of a response without content',
      help: '`checkBody` does.',
    })
  })

  test('maps a stream, at most `limit + buffer` items ahead of the loop', async () => {
    const latenciesMs = [100, 20, 50, 30, 60]
    await everyScenario(
      calmStreams,
      {
        first: [
          { ...plain, latenciesMs },
          { ...plain, latenciesMs, workMs: 80, buffer: 1 },
          { ...plain, latenciesMs, ordered: true },
          { ...plain, latenciesMs, kind: 'async iterable', pullMs: 7 },
          { ...plain, latenciesMs: [] },
        ],
        draws,
        tell: tellStream,
      },
      async (scene) => diagnoseStream(await playStream(mapStream, scene), scene),
    )()
    const fail = { at: 2, error: new Error('sold out'), throws: false }
    const endless = { ...plain, latenciesMs: [100, 20, 50], end: 'endless' } as const
    await everyScenario(
      failingStreams,
      {
        first: [
          { ...endless, fail },
          { ...endless, fail: { ...fail, at: 1 }, ordered: true },
          { ...endless, fail, kind: 'async iterable', pullMs: 7, workMs: 30 },
          { ...endless, fail: { ...fail, at: 0, throws: true } },
          { ...plain, latenciesMs, end: 'throws', ordered: true },
          { ...plain, latenciesMs, end: 'throws', kind: 'async iterable', pullMs: 7 },
        ],
        draws,
        tell: tellStream,
      },
      async (scene) => diagnoseStreamError(await playStream(mapStream, scene), scene),
    )()
    for (const more of [{}, { kind: 'async iterable', pullMs: 40, workMs: 10 }] as const) {
      // The loop ends before the abort, so no listener may be left.
      const leaving = { ...endless, ...more, stopAfter: 1, abortMs: 953 }
      const aborting = { ...endless, ...more, workMs: 0, abortMs: 33, reason: 'enough' }
      // First the abort: it also shows a signal that follows the caller's after the end of its call.
      await oneScenario(async () =>
        diagnoseStreamAbort(await playStream(mapStream, aborting), aborting),
      )()
      await oneScenario(async () =>
        diagnoseStreamBreak(await playStream(mapStream, leaving), leaving),
      )()
    }
    const before = { ...endless, abortMs: -1, reason: 'enough' }
    // When the loop calls `next()` at 60 ms, result 3 is ready.
    const ready = { ...endless, latenciesMs: [100, 20, 10, 90], buffer: 2, workMs: 40, abortMs: 33 }
    for (const scene of [before, { ...ready, reason: 'enough' }]) {
      await oneScenario(async () =>
        diagnoseStreamAbort(await playStream(mapStream, scene), scene),
      )()
    }
    const streamOf: StreamOf = (call) =>
      mapStream([1], (_item, _index, init) => call(init), { limit: 1 })
    await oneScenario(() => judgeReturn(streamOf))()
    await judgePromises(mapStream)
    for (const bad of badArguments) await judgeBadArgument(mapStream, bad)
  })

  test('loads pages ahead, at most `prefetch`', async () => {
    const scene = { perPage: 5, latencyMs: 100, workMs: 130 }
    await everyScenario(
      pagesScenes,
      {
        first: [
          scene,
          { ...scene, prefetch: 2, workMs: 250, last: { nextCursor: '' } },
          { ...scene, perPage: 19, last: {} },
          { ...scene, workMs: 30, prefetch: 3 },
          { ...scene, fail: { at: 2, error: new Error('sold out') } },
        ],
        draws,
      },
      async (scene) => diagnosePages(await playPages(pages, scene), scene),
    )()
    for (const end of [
      { stopAfter: 1, workMs: 30, abortMs: 953 },
      { abortMs: 153, reason: 'enough', workMs: 0 },
      // When the loop calls `next()` at 300 ms, page 2 is ready.
      { abortMs: 253, reason: 'enough', workMs: 200, prefetch: 2 },
    ]) {
      const early = { ...scene, ...end }
      await oneScenario(async () => diagnosePagesEnd(await playPages(pages, early), early))()
    }
    await judgeRefusal(() => pages(() => ({}), { prefetch: 0 }), RangeError, {
      what: '`pages` got `prefetch: 0`',
      help: '`checkPages` does.',
    })
  })
})
