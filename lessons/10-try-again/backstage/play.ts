import {
  audited,
  simulate,
  type LeftoverKind,
  type MockApi,
  type Run,
  type VirtualTime,
} from '@overlap/mock-server'
import type { Attempt, RetryOptions } from '../types.ts'
import { ALWAYS, longestMs, type Scene } from './scenes.ts'

/** The learner's `retry`. */
export type Retry = <T>(fn: Attempt<T>, options?: RetryOptions) => Promise<T>

/** What was seen of one attempt. */
export interface Seen {
  /** What `fn` was given. */
  readonly attempt: unknown
  readonly signal: AbortSignal | undefined
  readonly startMs: number
  endMs?: number
  /** What `fn` threw, if it made a call. */
  thrown?: unknown
}

/** What was seen of a scene. */
export interface Played {
  readonly run: Run<unknown>
  readonly attempts: readonly Seen[]
  /** How many times `shouldRetry` was called, if no rule replaced it. */
  readonly asked: number
  /** The caller's signal. */
  readonly caller: AbortSignal
  /** How many attempts had begun when the caller aborted. */
  readonly begunAtAbort: number
  /** Whether an attempt was under way when the caller aborted. */
  readonly abortedInAttempt: boolean
  /** Whether the signal of the last attempt was aborted by something else than the caller. */
  readonly abortedByOther: boolean
}

/** What a scene may leave behind unless its rule is about that. */
const untidy: readonly LeftoverKind[] = ['listener', 'timer']

/** After so many attempts, `fn` never settles, so that endless retries end. */
const TOO_MANY = 40

/** Options that a rule adds to those of the scene. */
export type More = (time: VirtualTime) => RetryOptions

/** Calls the learner's `retry` in a scene. Without other options, `shouldRetry` always returns true. */
export async function play(
  retry: Retry,
  scene: Scene,
  more: More = () => ({}),
  leaves: readonly LeftoverKind[] = untidy,
): Promise<Played> {
  const attempts: Seen[] = []
  let asked = 0
  const caller = new AbortController()
  const atAbort = { begun: 0, inAttempt: false }
  const again = audited(retry)
  const run = await simulate(
    networkOf(scene),
    (api, time) => {
      const { abortMs, reason } = scene
      const abort = (): void => {
        atAbort.begun = attempts.length
        atAbort.inAttempt = attempts.some(({ endMs }) => endMs === undefined)
        caller.abort(reason)
      }
      if (abortMs !== undefined && abortMs < 0) abort()
      else if (abortMs !== undefined) void time.sleep(abortMs).then(abort)
      const shouldRetry = (): boolean => (asked += 1) > 0
      const options = { ...optionsOf(scene), shouldRetry, ...more(time) }
      if (abortMs !== undefined) Object.assign(options, { signal: caller.signal })
      return again(fnOf(scene, attempts, api, time), options)
    },
    {
      leaves,
      ...((scene.delayMs ?? 0) > longestMs && { heartbeatMs: Infinity, limitMs: 2 ** 40 }),
    },
  )
  const { begun: begunAtAbort, inAttempt: abortedInAttempt } = atAbort
  const abortedByOther = !caller.signal.aborted && attempts.at(-1)?.signal?.aborted === true
  return {
    run,
    attempts,
    asked,
    caller: caller.signal,
    begunAtAbort,
    abortedInAttempt,
    abortedByOther,
  }
}

function networkOf({ latencyMs, failures, manner }: Scene) {
  const first = Math.min(failures, ALWAYS)
  const down = { kind: 'status', status: 503, first } as const
  return { latency: latencyMs, failures: manner === 'calls' && first > 0 ? [down] : [] }
}

/** The options of a scene. An option may be there and be `undefined`. */
export function optionsOf(scene: Scene): RetryOptions {
  return {
    shouldRetry: () => true,
    ...('retries' in scene && { retries: scene.retries }),
    ...('delayMs' in scene && { delayMs: scene.delayMs }),
  }
}

/** The `fn` of a scene. It notes its attempts. */
export function fnOf(
  scene: Scene,
  attempts: Seen[],
  api: MockApi,
  time: VirtualTime,
  path = '/products/3',
): Attempt<unknown> {
  const { failures, errors, value, manner } = scene
  return (given) => {
    const nth = attempts.length
    const seen: Seen = { attempt: given?.attempt, signal: given?.signal, startMs: time.nowMs }
    attempts.push(seen)
    if (nth > TOO_MANY) return new Promise(() => {})
    const error = errors[nth % errors.length]
    if (manner === 'at once') {
      seen.endMs = time.nowMs
      if (nth < failures) throw error
      return value
    }
    return call(api.url(path), seen, scene)
      .finally(() => (seen.endMs = time.nowMs))
      .then((isOk) => {
        if (isOk) return value
        seen.thrown = error
        throw error
      })
  }
}

async function call(url: string, seen: Seen, { onAbort }: Scene): Promise<boolean> {
  const { signal } = seen
  const init = signal && onAbort !== 'ignores its signal' ? { signal } : {}
  try {
    const response = await fetch(url, init)
    await response.text()
    return response.ok
  } catch (cause) {
    seen.thrown =
      onAbort === 'wraps the error' ? new Error('the call did not end', { cause }) : cause
    throw seen.thrown
  }
}
