import {
  audited,
  simulate,
  type LeftoverKind,
  type NetworkInput,
  type Run,
} from '@overlap/mock-server'
import type { Call, Trace } from '@overlap/trace'
import type { Abortable, TimeoutOptions } from '../types.ts'
import type { Scene } from './scenes.ts'
import { get, workOf, type Begun } from './work.ts'

/** The learner's `withTimeout`. */
export type WithTimeout = <T>(work: Abortable<T>, options: TimeoutOptions) => Promise<T>

/** What happened in a scene. */
export interface Played {
  readonly run: Run<unknown>
  readonly begun: readonly Begun[]
  /** Missing if the promise never settled. */
  readonly result: PromiseSettledResult<unknown> | undefined
  readonly settledMs: number
  /** The call that the work made. */
  readonly call: Call | undefined
  readonly caller: AbortSignal
  /** Whether the caller's own `onabort` was replaced. */
  readonly isReplaced: boolean
  /** How often `addEventListener` and `removeEventListener` of the caller's signal were called. */
  readonly added: number
  readonly removed: number
  /** The work beside it that ends in time, and the one that takes too long. */
  readonly other: Ended
  readonly slow: Ended
}

/** How a promise settled, and when. */
export interface Ended {
  readonly result: PromiseSettledResult<unknown> | undefined
  readonly atMs: number
}

/** How long the work beside takes, and the timeout of the slow work beside it. */
export const OTHER_MS = 760
export const SLOW_MS = 880

const never: Ended = { result: undefined, atMs: Infinity }

/** What a scene may leave behind unless its rule checks for it. */
export const untidy: readonly LeftoverKind[] = ['call', 'listener', 'timer']

/** Calls the learner's `withTimeout` in a scene. */
export async function play(
  answer: WithTimeout,
  scene: Scene,
  leaves: readonly LeftoverKind[] = untidy,
): Promise<Played> {
  const begun: Begun[] = []
  const { caller, abort, onabort, counts } = callerOf(scene)
  let ended = never
  let other = never
  let slow = never
  const run = await simulate(
    networkOf(scene),
    async (api, time) => {
      audited(answer) // says so if it is no function
      const withTimeout: WithTimeout = audited((work, options) => {
        // The audit has added a listener of its own.
        counts.added = 0
        return answer(work, options)
      })
      const { abortMs } = scene
      if (abortMs !== undefined && abortMs < 0) abort()
      else if (abortMs !== undefined) void time.sleep(abortMs).then(abort)
      const settle = async (promise: Promise<unknown>): Promise<Ended> => {
        const [result] = await Promise.allSettled([promise])
        return { result, atMs: time.nowMs }
      }
      const load =
        (url: string): Abortable<unknown> =>
        (given) =>
          get(api.url(url), given?.signal)
      const work = withTimeout(workOf(scene, begun, api, time), optionsOf(scene, caller))
      const all = [settle(work).then((end) => (ended = end))]
      if (scene.beside) {
        const inTime = withTimeout(load('/products/9'), { timeoutMs: 5000 })
        const tooLate = withTimeout(load('/products/8'), { timeoutMs: SLOW_MS })
        all.push(settle(inTime).then((end) => (other = end)))
        all.push(settle(tooLate).then((end) => (slow = end)))
      }
      await Promise.all(all)
    },
    { leaves },
  )
  const call = run.trace.calls.find(({ url }) => url.endsWith('/products/3'))
  const isReplaced = caller.onabort !== onabort
  const { result, atMs: settledMs } = ended
  return { run, begun, result, settledMs, call, caller, isReplaced, ...counts, other, slow }
}

function callerOf({ reason }: Scene) {
  const controller = new AbortController()
  const { signal: caller } = controller
  const onabort = (): void => {}
  // oxlint-disable-next-line unicorn/prefer-add-event-listener -- an answer must not replace it
  caller.onabort = onabort
  const counts = { added: 0, removed: 0 }
  const add = caller.addEventListener.bind(caller)
  const remove = caller.removeEventListener.bind(caller)
  caller.addEventListener = (...args: Parameters<typeof add>) => {
    counts.added += 1
    add(...args)
  }
  caller.removeEventListener = (...args: Parameters<typeof remove>) => {
    counts.removed += 1
    remove(...args)
  }
  return { caller, abort: () => controller.abort(reason), onabort, counts }
}

function optionsOf({ timeoutMs, abortMs, signal }: Scene, caller: AbortSignal): TimeoutOptions {
  if (abortMs !== undefined || signal === 'a signal') return { timeoutMs, signal: caller }
  return signal === 'undefined' ? { timeoutMs, signal: undefined } : { timeoutMs }
}

function networkOf({ headersMs, bodyMs }: Scene): NetworkInput {
  const hangs = headersMs === Infinity
  const fault = hangs ? 'hang' : bodyMs === Infinity ? 'stall' : undefined
  return {
    routes: {
      '/products/3': {
        latency: hangs ? 100 : headersMs,
        firstByteMs: bodyMs === Infinity ? 0 : bodyMs,
        failures: fault ? [{ kind: fault }] : [],
      },
      '/products/9': { latency: OTHER_MS },
      '/products/8': { latency: 5000 },
    },
  }
}

/** The call as it should have ended, for the picture above the one that was seen. */
export function wantedAt(ms: number, { run, call }: Played): Trace | undefined {
  if (call === undefined) return undefined
  const { headersMs, status, ...rest } = call
  const hadHeaders = headersMs !== undefined && headersMs < ms
  const ended: Call = {
    ...rest,
    ...(hadHeaders && { headersMs, ...(status !== undefined && { status }) }),
    endMs: ms,
    outcome: 'aborted',
  }
  return { ...run.trace, calls: run.trace.calls.map((one) => (one === call ? ended : one)) }
}
