import { audited, simulate, type MockApi, type Run, type VirtualTime } from '@overlap/mock-server'
import type { MapStreamOptions, Mapper, Source } from '../types.ts'
import type { StreamScene } from './stream-scenes.ts'

/** The learner's `mapStream`. */
export type MapStream = <T, R>(
  source: Source<T>,
  fn: Mapper<T, R>,
  options: MapStreamOptions,
) => AsyncIterable<R>

/** What was seen of one call of `fn`. */
export interface StreamCall {
  readonly item: unknown
  readonly index: unknown
  readonly signal: AbortSignal | undefined
  readonly startMs: number
  endMs?: number
  /** When its signal aborted. */
  abortedMs?: number
}

/** A pull, and how many items had been pulled before it. */
export interface Pull {
  readonly ms: number
  readonly pulled: number
  readonly overlaps: boolean
}

/** What was seen of a stream. */
export interface StreamPlayed {
  readonly run: Run<unknown>
  readonly calls: readonly StreamCall[]
  readonly pulls: readonly Pull[]
  readonly got: readonly { readonly result: unknown; readonly ms: number }[]
  readonly peak: number
  readonly closedMs: number | undefined
  /** When the loop ended early. */
  readonly leftMs: number | undefined
  readonly caller: AbortSignal
  /** What the source throws. */
  readonly sourceError: Error
}

/** More items than any scene needs: a source that is read without a bound ends then. */
const TOO_MANY = 120

/** A source that has ended throws if `next()` is called so often again. */
const TOO_OFTEN = 400

/** How long an async source takes to close. Nothing may wait for it. */
const CLOSE_MS = 500

const sourceError = new Error('the list of products ended early')

/** Runs a loop over the learner's `mapStream` in a scene. */
export async function playStream(mapStream: MapStream, scene: StreamScene): Promise<StreamPlayed> {
  const calls: StreamCall[] = []
  const pulls: Pull[] = []
  const got: { result: unknown; ms: number }[] = []
  const more = {
    peak: 0,
    closedMs: undefined as number | undefined,
    leftMs: undefined as number | undefined,
  }
  const caller = new AbortController()
  const { abortMs, limit, buffer, ordered } = scene
  const stream = audited(mapStream, { returns: 'value' })
  const run = await simulate(networkOf(scene), async (api, time) => {
    const abort = (): void => caller.abort(scene.reason)
    if (abortMs !== undefined && abortMs < 0) abort()
    else if (abortMs !== undefined) void time.sleep(abortMs).then(abort)
    const source = sourceOf(scene, { pulls, more, time })
    const fn: Mapper<unknown, unknown> = (item, index, given) => {
      const call: StreamCall = { item, index, signal: given?.signal, startMs: time.nowMs }
      calls.push(call)
      if (call.signal instanceof AbortSignal) {
        call.signal.addEventListener('abort', () => (call.abortedMs = time.nowMs))
      }
      more.peak = Math.max(more.peak, calls.filter(({ endMs }) => endMs === undefined).length)
      return work(scene, call, api, time)
    }
    const options = {
      limit,
      ...(buffer !== undefined && { buffer }),
      ...(ordered !== undefined && { ordered }),
      ...(abortMs !== undefined && { signal: caller.signal }),
    }
    for await (const result of stream(source, fn, options)) {
      got.push({ result, ms: time.nowMs })
      if (got.length > TOO_MANY) break
      if (scene.workMs) await time.sleep(scene.workMs)
      if (got.length !== scene.stopAfter) continue
      more.leftMs = time.nowMs
      break
    }
  })
  return { run, calls, pulls, got, caller: caller.signal, sourceError, ...more }
}

/** Item 1 is loaded from `/products/1`, and takes as long as the scene says. */
function networkOf({ latenciesMs }: StreamScene) {
  const routes = latenciesMs.map((latency, i) => [`/products/${i + 1}`, { latency }] as const)
  return { latency: 30, routes: Object.fromEntries(routes) }
}

function work(scene: StreamScene, call: StreamCall, api: MockApi, time: VirtualTime): unknown {
  const at = Number(call.item) - 1
  const fail = scene.fail?.at === at ? scene.fail : undefined
  if (fail?.throws) {
    call.endMs = time.nowMs
    throw fail.error
  }
  const init = call.signal instanceof AbortSignal ? { signal: call.signal } : {}
  return fetch(api.url(`/products/${(at % 60) + 1}`), init)
    .then((response) => response.text())
    .finally(() => (call.endMs = time.nowMs))
    .then(() => {
      if (fail) throw fail.error
      return `result ${at + 1}`
    })
}

interface Watch {
  readonly pulls: Pull[]
  readonly more: { closedMs: number | undefined }
  readonly time: VirtualTime
}

function sourceOf(
  { latenciesMs, kind, pullMs, end }: StreamScene,
  { pulls, more, time }: Watch,
): Source<unknown> {
  let pulled = 0
  let pulling = 0
  const note = (): void => {
    pulls.push({ ms: time.nowMs, pulled, overlaps: pulling > 0 })
    if (pulls.length > TOO_OFTEN)
      throw new Error('the source has ended, and `next()` is called again and again')
  }
  const step = (isClosed: boolean): IteratorResult<unknown> => {
    const isOver = isClosed || pulled > TOO_MANY
    if (isOver || (pulled >= latenciesMs.length && end === 'done')) return { done: true, value: 0 }
    if (pulled >= latenciesMs.length && end === 'throws') throw sourceError
    pulled += 1
    return { done: false, value: pulled }
  }
  const close = (): IteratorResult<unknown> => {
    more.closedMs ??= time.nowMs
    return { done: true, value: 0 }
  }
  if (kind === 'iterable') {
    return {
      [Symbol.iterator]: () => ({
        next: () => (note(), step(more.closedMs !== undefined)),
        return: close,
      }),
    }
  }
  return {
    [Symbol.asyncIterator]: () => ({
      async next() {
        note()
        pulling += 1
        const isClosed = more.closedMs !== undefined
        if (pullMs > 0) await time.sleep(pullMs)
        pulling -= 1
        return step(isClosed)
      },
      async return() {
        const step = close()
        await time.sleep(CLOSE_MS)
        return step
      },
    }),
  }
}
