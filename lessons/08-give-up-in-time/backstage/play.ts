import {
  audited,
  simulate,
  type LeftoverKind,
  type MockApi,
  type NetworkInput,
  type Run,
  type VirtualTime,
} from '@overlap/mock-server'
import type { Call, Trace } from '@overlap/trace'
import type { Abortable, TimeoutOptions } from '../types.ts'
import { CLEAN_UP_MS, first, type Scene } from './scenes.ts'

/** The learner's `withTimeout`. */
export type WithTimeout = <T>(work: Abortable<T>, options: TimeoutOptions) => Promise<T>

/** One time that the work was called. */
export interface Begun {
  readonly atMs: number
  /** What it was given. */
  readonly given: unknown
  readonly signal: AbortSignal | undefined
  /** Whether its signal had aborted when that was due or the work had ended, and with what. */
  aborted?: boolean
  reason?: unknown
}

/** What was seen of a scene. */
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
  /** The work beside it. */
  readonly other: PromiseSettledResult<unknown> | undefined
  readonly otherMs: number
}

/** How long the work beside takes. */
export const OTHER_MS = 760

/** What a scene may leave behind unless its rule is about that. */
export const untidy: readonly LeftoverKind[] = ['call', 'listener', 'timer']

/** Calls the learner's `withTimeout` in a scene. */
export async function play(
  answer: WithTimeout,
  scene: Scene,
  leaves: readonly LeftoverKind[] = untidy,
): Promise<Played> {
  const begun: Begun[] = []
  const { caller, abort, onabort, counts } = callerOf(scene)
  let result: Played['result']
  let other: Played['other']
  let settledMs = Infinity
  let otherMs = Infinity
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
      const promise = withTimeout(workOf(scene, begun, api, time), optionsOf(scene, caller))
      const ended = Promise.allSettled([promise]).then(([end]) => {
        result = end
        settledMs = time.nowMs
      })
      const load: Abortable<unknown> = (given) => get(api.url('/products/9'), given?.signal)
      if (scene.beside) {
        ;[other] = await Promise.allSettled([withTimeout(load, { timeoutMs: 5000 })])
        otherMs = time.nowMs
      }
      await ended
    },
    { leaves },
  )
  const call = run.trace.calls.find(({ url }) => url.endsWith('/products/3'))
  const isReplaced = caller.onabort !== onabort
  return { run, begun, result, settledMs, call, caller, isReplaced, ...counts, other, otherMs }
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
    },
  }
}

/** The work of a scene. It notes how it was called. */
function workOf(scene: Scene, begun: Begun[], api: MockApi, time: VirtualTime): Abortable<unknown> {
  return (given) => {
    const signal = given?.signal as AbortSignal | undefined
    const seen: Begun = { atMs: time.nowMs, given, signal }
    begun.push(seen)
    const { what, atMs } = first(scene)
    if (atMs < 1e6) {
      // An abort has to be there at once. An abort after the end must not come, not even a little later.
      const marginMs = what === 'end' ? 2 : 1
      void time.sleep(Math.max(0, atMs - time.nowMs) + marginMs).then(() => {
        seen.aborted = signal?.aborted === true
        seen.reason = signal?.reason
      })
    }
    if (scene.manner === 'at once') return atOnce(scene)
    return scene.manner === 'call' ? load(scene, signal, api, time) : wait(scene, signal, time)
  }
}

function atOnce({ end, value }: Scene): unknown {
  if (end === 'throws') throw value
  if (end === 'rejects') return Promise.reject(value)
  if (end === 'returns a thenable')
    // oxlint-disable-next-line unicorn/no-thenable -- a promise of another library
    return { then: (settle: (value: unknown) => void) => settle(value) }
  return value
}

/** Waits as long as a call would take, and leaves no listener. */
async function wait(
  { end, value, headersMs, bodyMs }: Scene,
  signal: AbortSignal | undefined,
  time: VirtualTime,
): Promise<unknown> {
  const { promise: interrupted, reject } = Promise.withResolvers<never>()
  const stop = (): void => reject(signal?.reason)
  signal?.throwIfAborted()
  signal?.addEventListener('abort', stop)
  try {
    const ms = headersMs + bodyMs
    await Promise.race([interrupted, ms === Infinity ? new Promise(() => {}) : time.sleep(ms)])
  } finally {
    signal?.removeEventListener('abort', stop)
  }
  if (end === 'throws') throw value
  return value
}

function load(
  scene: Scene,
  signal: AbortSignal | undefined,
  api: MockApi,
  time: VirtualTime,
): Promise<unknown> {
  const { end, value, onAbort } = scene
  const ends = onAbort === 'stops' || onAbort === 'cleans up'
  const call = get(api.url('/products/3'), ends ? signal : undefined)
  const ended = call.then(() => (end === 'throws' ? Promise.reject(value) : value))
  if (onAbort === 'stops' || onAbort === 'goes on') return ended
  if (onAbort === 'cleans up') return cleanUpAfter(ended, time)
  // This promise settles within the abort, not a moment later.
  return new Promise((resolve, reject) => {
    const own = new Error('I was interrupted')
    const answer = (): void => (onAbort === 'returns' ? resolve('half a result') : reject(own))
    signal?.addEventListener('abort', answer)
    ended.then(resolve, reject)
  })
}

async function cleanUpAfter(call: Promise<unknown>, time: VirtualTime): Promise<unknown> {
  try {
    return await call
  } finally {
    await time.sleep(CLEAN_UP_MS)
  }
}

/** Resolves when the body has arrived, with `undefined`. */
async function get(url: string, signal: AbortSignal | undefined): Promise<undefined> {
  const response = await fetch(url, signal ? { signal } : {})
  await response.text()
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
