import {
  audited,
  simulate,
  type LeftoverKind,
  type Run,
  type VirtualTime,
} from '@overlap/mock-server'
import { diagnose } from '@overlap/trace'
import type { Shared, Work, WorkOptions } from '../types.ts'
import type { Caller, End, Scene } from './scene.ts'

/** What was seen of one call of `fn`. */
export interface Called {
  readonly arg: unknown
  readonly startMs: number
  readonly signal: AbortSignal | undefined
  endMs?: number
  /** When its signal aborted. */
  abortedMs?: number
}

/** What was seen of one caller. */
export interface Came {
  readonly caller: Caller
  /** The caller's signal, if it has one. */
  signal?: AbortSignal
  result?: PromiseSettledResult<unknown>
  settledMs?: number
}

export interface Played {
  readonly run: Run<unknown>
  /** In the order in which they began. */
  readonly calls: readonly Called[]
  /** In the order of the scene. */
  readonly came: readonly Came[]
}

/** After so many calls, `fn` never settles, so that endless calls end. */
const TOO_MANY = 60

/** How long a scene goes on after the last caller has settled, for calls in the background. */
const AFTERWARDS_MS = 1000

type OneWork = Work<[arg: unknown, options: WorkOptions], unknown>
type OneShared = Shared<[arg: unknown], unknown>

/** Shares a function of one argument. */
export type Make = (fn: OneWork) => OneShared

/** Lets callers come and call the function that `make` returns. */
export async function play(
  make: Make,
  scene: Scene,
  leaves: readonly LeftoverKind[] = ['listener', 'timer', 'call'],
): Promise<Played> {
  const calls: Called[] = []
  const came = scene.callers.map((caller): Came => ({ caller }))
  const args = [...new Set(scene.callers.map(({ arg }) => arg))]
  let made: unknown
  const run = await simulate(
    { latency: scene.latencyMs },
    async (api, time) => {
      const fn: OneWork = (arg, options) => {
        const called: Called = { arg, startMs: time.nowMs, signal: options?.signal }
        const end = scene.ends[calls.length % scene.ends.length]!
        calls.push(called)
        if (calls.length > TOO_MANY) return new Promise(() => {})
        called.signal?.addEventListener('abort', () => (called.abortedMs ??= time.nowMs))
        if (scene.manner === 'at once') return ended(end)
        const init = called.signal && !scene.ignores ? { signal: called.signal } : {}
        const url = api.url(`/products/${args.indexOf(arg) + 1}`)
        return fetch(url, init)
          .then((response) => response.text())
          .finally(() => (called.endMs = time.nowMs))
          .then(() => ended(end))
      }
      made = audited(make, { returns: 'value' })(fn)
      if (typeof made !== 'function') return
      const shared = audited(made as OneShared)
      await Promise.all(came.map((one) => come(one, shared, time)))
      // The audit looks for leftovers when the work settles, so it settles now.
      if (leaves.includes('call')) await time.sleep(AFTERWARDS_MS)
    },
    { leaves, ...(scene.callers.some(({ atMs }) => atMs > 1e5) && { heartbeatMs: Infinity }) },
  )
  diagnose(run, [
    [
      typeof made !== 'function',
      'Expected a function that callers can share, but you returned something else. Return a function ' +
        'that takes `(arg, options)`.',
    ],
  ])
  return { run, calls, came }
}

async function come(came: Came, shared: OneShared, time: VirtualTime): Promise<void> {
  const { arg, atMs, abortMs, reason } = came.caller
  if (atMs > 0) await time.sleep(atMs)
  const controller = new AbortController()
  if (abortMs !== undefined && abortMs <= atMs) controller.abort(reason)
  else if (abortMs !== undefined) {
    void time.sleep(abortMs - atMs).then(() => controller.abort(reason))
  }
  if (abortMs !== undefined) came.signal = controller.signal
  const { signal } = controller
  const call = abortMs === undefined ? shared(arg) : shared(arg, { signal })
  const [result] = await Promise.allSettled([call])
  came.result = result
  came.settledMs = time.nowMs
}

function ended(end: End): unknown {
  if (end.ok) return end.value
  throw end.error
}

/** `fn` aborts the signal of its own caller before it returns. */
export async function playSelfAbort(make: Make, reason: unknown): Promise<Played> {
  const controller = new AbortController()
  const { signal } = controller
  const came: Came[] = [{ caller: { arg: 3, atMs: 0, abortMs: 0, reason } }]
  const run = await simulate({}, async (_, time) => {
    const shared = make(() => {
      controller.abort(reason)
      return time.sleep(50)
    })
    const [result] = await Promise.allSettled([shared(3, { signal })])
    came[0]!.result = result
  })
  return { run, calls: [], came }
}

/** A caller aborts, and the next one calls in the same turn, as when a view is closed and opened again. */
export async function playAgainAtOnce(make: Make, reason: unknown): Promise<Played> {
  const calls: Called[] = []
  const controller = new AbortController()
  const came: Came[] = [
    { caller: { arg: 3, atMs: 0, abortMs: 10, reason } },
    { caller: { arg: 3, atMs: 10 } },
  ]
  const run = await simulate({ latency: 50 }, async (api, time) => {
    const shared = make((arg, options) => {
      const signal = options?.signal
      calls.push({ arg, startMs: time.nowMs, signal })
      return fetch(api.url('/products/3'), signal ? { signal } : {}).then((response) =>
        response.json(),
      )
    })
    const first = shared(3, { signal: controller.signal })
    await time.sleep(10)
    controller.abort(reason)
    const results = await Promise.allSettled([first, shared(3)])
    for (const [i, result] of results.entries()) came[i]!.result = result
  })
  return { run, calls, came }
}
