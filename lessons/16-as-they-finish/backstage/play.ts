import { audited, simulate, type MockApi, type Run, type VirtualTime } from '@overlap/mock-server'
import type { FinishOptions, Finished, Task } from '../types.ts'
import { valueOf, type Scene } from './scenes.ts'

/** The learner's `asTheyFinish`. */
export type AsTheyFinish = <T>(
  tasks: readonly Task<T>[],
  options?: FinishOptions,
) => AsyncIterable<Finished<T>>

/** What was seen of one call of a task. */
export interface Seen {
  readonly at: number
  readonly startMs: number
  readonly signal: AbortSignal | undefined
  endMs?: number
  /** Whether its work came to its end, with a result or an error. */
  isDone?: boolean
  /** When its signal aborted. */
  abortedMs?: number
}

/** A result that the loop got. */
export interface Got {
  readonly result: unknown
  readonly ms: number
}

/** What was seen of a scene. */
export interface Played {
  readonly run: Run<unknown>
  readonly seen: readonly Seen[]
  readonly got: readonly Got[]
  /** What was returned, if no loop can read it. */
  readonly unreadable: unknown
  /** When the loop ended early. */
  readonly leftMs: number | undefined
  readonly caller: AbortSignal
}

/** What the loop throws in scenes in which it throws. */
export const OWN = new Error('thrown in the body of the loop')

/** So many results more than there are tasks end the loop. */
const TOO_MANY = 5

/** Runs a loop over the learner's `asTheyFinish` in a scene. */
export async function play(asTheyFinish: AsTheyFinish, scene: Scene): Promise<Played> {
  const seen: Seen[] = []
  const got: Got[] = []
  const caller = new AbortController()
  const { abortMs, onAbort = 'stops' } = scene
  const played = { unreadable: undefined as unknown, leftMs: undefined as number | undefined }
  const finish = audited(asTheyFinish, { returns: 'value' })
  const run = await simulate(
    networkOf(scene),
    async (api, time) => {
      const abort = (): void => caller.abort(scene.reason)
      if (abortMs !== undefined && abortMs < 0) abort()
      else if (abortMs !== undefined) void time.sleep(abortMs).then(abort)
      const tasks = scene.latenciesMs.map((_, at) => taskOf(scene, at, seen, api, time))
      const stream = finish(tasks, abortMs === undefined ? {} : { signal: caller.signal })
      if (!isIterable(stream)) {
        played.unreadable = stream
        return
      }
      for await (const result of stream) {
        got.push({ result, ms: time.nowMs })
        if (got.length > tasks.length + TOO_MANY) break
        if (scene.workMs) await time.sleep(scene.workMs)
        if (got.length !== scene.stopAfter) continue
        played.leftMs = time.nowMs
        if (scene.exit === 'throw') throw OWN
        break
      }
    },
    { leaves: onAbort === 'goes on' ? ['call'] : [] },
  )
  return { run, seen, got, caller: caller.signal, ...played }
}

function isIterable(value: unknown): boolean {
  const object = Object(value) as object
  return Symbol.asyncIterator in object || Symbol.iterator in object
}

/** Task 1 calls `/products/1`, and takes as long as the scene says. */
function networkOf({ latenciesMs }: Scene) {
  const routes = latenciesMs.map((latency, at) => [`/products/${at + 1}`, { latency }] as const)
  return { latency: 40, routes: Object.fromEntries(routes) }
}

function taskOf(
  scene: Scene,
  at: number,
  seen: Seen[],
  api: MockApi,
  time: VirtualTime,
): Task<unknown> {
  return (given?: { readonly signal?: AbortSignal }) => {
    const signal = given?.signal instanceof AbortSignal ? given.signal : undefined
    const one: Seen = { at, startMs: time.nowMs, signal }
    seen.push(one)
    signal?.addEventListener('abort', () => (one.abortedMs = time.nowMs))
    const fail = scene.fails?.find((fail) => fail.at === at)
    if (fail?.manner === 'throws') {
      one.endMs = time.nowMs
      one.isDone = true
      throw fail.error
    }
    return fetch(
      api.url(`/products/${at + 1}`),
      scene.onAbort !== 'goes on' && signal ? { signal } : {},
    )
      .then((response) => response.text())
      .finally(() => (one.endMs = time.nowMs))
      .then(() => {
        one.isDone = true
        if (fail) throw fail.error
        return valueOf(scene, at)
      })
  }
}
