import {
  audited,
  simulate,
  type LeftoverKind,
  type MockApi,
  type NetworkInput,
  type Run,
  type VirtualTime,
} from '@overlap/mock-server'
import type { Contender, FirstGoodOptions } from '../types.ts'
import { callerOf } from './caller.ts'
import { BODY_MS, isGood, LONGER_MS, type Plan, type Scene } from './scenes.ts'

/** The learner's function. */
export type FirstGood = <T>(
  tasks: readonly Contender<T>[],
  options?: FirstGoodOptions,
) => Promise<T>

/** What was seen of one task. */
export interface Seen {
  readonly plan: Plan
  /** Its place in the list, from 1 on. Its call is to the product with this id. */
  readonly number: number
  timesCalled: number
  startMs?: number
  /** What it was called with. */
  given?: unknown
  signal?: AbortSignal
  abortedMs?: number
  /** Whether its signal got an `abort` event without being aborted. */
  isFaked?: boolean
  /** What it returned. */
  value?: unknown
}

/** What was seen of a scene. */
export interface Played {
  readonly run: Run<unknown>
  readonly tasks: readonly Seen[]
  /** How the promise ended. Missing if it never settled. */
  readonly result: PromiseSettledResult<unknown> | undefined
  readonly settledMs: number
  readonly caller: AbortSignal
  /** Whether the caller's own `onabort` was replaced. */
  readonly isReplaced: boolean
  /** Whether a listener was removed from the caller's signal at once, before any call could end. */
  readonly removedAtOnce: boolean
  /** How the promise of the other call ended, if there was one: it should be with {@link OTHER}. */
  readonly other: PromiseSettledResult<unknown> | undefined
  /** How the body of a `Response` ended. */
  readonly body: PromiseSettledResult<string> | undefined
}

/** What the other call should resolve with. */
export const OTHER = 'the other call'

/** Plays a scene with the learner's function. */
export async function play(
  answer: FirstGood,
  scene: Scene,
  leaves: readonly LeftoverKind[] = [],
): Promise<Played> {
  const firstGood = audited(answer)
  const tasks = scene.plans.map((plan, i): Seen => ({ plan, number: i + 1, timesCalled: 0 }))
  const caller = callerOf()
  let [result, other, body]: [Played['result'], Played['other'], Played['body']] = [
    undefined,
    undefined,
    undefined,
  ]
  let settledMs = Infinity
  let removedAtOnce = false
  const run = await simulate(
    networkOf(scene),
    async (api, time) => {
      // Without its own listeners, so that only those of the learner are left on the caller's signal.
      const watch = new AbortController()
      const functions = functionsOf(scene, tasks, (seen, given) =>
        start(seen, given, { scene, api, time, watch: watch.signal, abort: caller.abort }),
      )
      const { abortMs, reason } = scene
      if (abortMs !== undefined && abortMs < 0) caller.abort(reason)
      else if (abortMs !== undefined) void time.sleep(abortMs).then(() => caller.abort(reason))
      const another = scene.besideAnother
        ? Promise.allSettled([firstGood(otherTasks(time))])
        : undefined
      const options = optionsOf(scene, caller.signal)
      const promise = options ? firstGood(functions, options) : firstGood(functions)
      void time.sleep(1).then(() => (removedAtOnce = caller.removals > 0))
      ;[result] = await Promise.allSettled([promise])
      settledMs = time.nowMs
      if (result.status === 'fulfilled' && result.value instanceof Response) {
        ;[body] = await Promise.allSettled([result.value.text()])
      }
      other = (await another)?.[0]
      if (settledMs < LONGER_MS) await time.sleep(LONGER_MS - settledMs)
      watch.abort()
    },
    { leaves },
  )
  const { signal, isReplaced } = caller
  return { run, tasks, result, settledMs, caller: signal, isReplaced, removedAtOnce, other, body }
}

function functionsOf(
  { isSame }: Scene,
  tasks: readonly Seen[],
  start: (seen: Seen, given: unknown) => Promise<unknown>,
): Contender<unknown>[] {
  if (!isSame) return tasks.map((seen) => (given) => start(seen, given))
  const same: Contender<unknown> = (given) => {
    const next = tasks.find(({ timesCalled }) => timesCalled === 0) ?? tasks.at(-1)
    return next ? start(next, given) : Promise.reject(new Error('There is no such task'))
  }
  return tasks.map(() => same)
}

interface World {
  readonly scene: Scene
  readonly api: MockApi
  readonly time: VirtualTime
  readonly watch: AbortSignal
  /** Aborts the caller. */
  readonly abort: (reason: unknown) => void
}

function start(
  seen: Seen,
  given: unknown,
  { scene, api, time, watch, abort }: World,
): Promise<unknown> {
  seen.timesCalled += 1
  seen.startMs ??= time.nowMs
  seen.given = given
  const signal = signalIn(given)
  if (signal) seen.signal = signal
  if (signal?.aborted) seen.abortedMs ??= time.nowMs
  const onAbort = (): void => {
    if (signal?.aborted) seen.abortedMs ??= time.nowMs
    else seen.isFaked = true
  }
  signal?.addEventListener('abort', onAbort, { signal: watch })
  if (scene.abortsInTask && seen.number === 1) abort(scene.reason)
  const { end, value } = seen.plan
  if (end === 'throws at once') throw value
  if (end === 'fails at once') return Promise.reject(value)
  seen.value = value
  if (end === 'succeeds at once') return Promise.resolve(value)
  return call(api.url(`/products/${seen.number}`), seen, scene)
}

async function call(url: string, seen: Seen, scene: Scene): Promise<unknown> {
  const { signal, plan } = seen
  const { onAbort, value } = plan
  const init = signal && onAbort !== 'ignores its signal' ? { signal } : {}
  try {
    const response = await fetch(url, init)
    if (scene.returnsResponse && isGood(plan)) return (seen.value = response)
    await response.text()
  } catch (cause) {
    if (onAbort === 'returns a part') return 'a part'
    if (onAbort === 'wraps the error') throw new Error('the task was interrupted', { cause })
    throw cause
  }
  if (isGood(plan)) return value
  throw value
}

/** The signal that a task was given, if it was given one. */
export function signalIn(given: unknown): AbortSignal | undefined {
  const { signal } = (given ?? {}) as { readonly signal?: unknown }
  return signal instanceof AbortSignal ? signal : undefined
}

function networkOf({ plans, returnsResponse }: Scene): NetworkInput {
  const routes = plans.map((plan, i) => [
    `/products/${i + 1}`,
    {
      latency: plan.latencyMs,
      firstByteMs: returnsResponse && isGood(plan) ? BODY_MS : 0,
      failures: isGood(plan) ? [] : [{ kind: 'status', status: 503 }],
    },
  ])
  return { routes: Object.fromEntries(routes) as NonNullable<NetworkInput['routes']> }
}

function optionsOf({ options, abortMs }: Scene, signal: AbortSignal): FirstGoodOptions | undefined {
  if (abortMs !== undefined) return { signal }
  if (options === 'empty') return {}
  return options === 'undefined' ? { signal: undefined } : undefined
}

/** The tasks of the other call: one fails first, one succeeds after everything else. */
function otherTasks(time: VirtualTime): Contender<string>[] {
  return [
    async (given) => {
      await time.sleep(7, { signal: signalIn(given) ?? new AbortController().signal })
      throw new Error('an error of the other call')
    },
    async (given) => {
      await time.sleep(LONGER_MS, { signal: signalIn(given) ?? new AbortController().signal })
      return OTHER
    },
  ]
}
