import {
  audited,
  simulate,
  type LeftoverKind,
  type MockApi,
  type NetworkInput,
  type Run,
  type VirtualTime,
} from '@overlap/mock-server'
import { reasonOf, shown } from '@overlap/scenarios'
import { diagnose } from '@overlap/trace'
import type { Hedged, HedgedOptions, Work } from '../types.ts'
import { BODY_MS, isGood, wantedOf, type Caller, type Scene } from './scene.ts'

/** The learner's `hedged`. */
export type MakeHedged = <Arg, T>(fn: Work<Arg, T>, options: HedgedOptions<Arg>) => Hedged<Arg, T>

/** What was seen of one call of `fn`. */
export interface Called {
  readonly startMs: number
  readonly signal: AbortSignal | undefined
  /** When its signal aborted. */
  abortedMs?: number
  /** What it returned. */
  value?: unknown
}

/** What was seen of one caller. */
export interface Came {
  readonly caller: Caller
  /** Its argument, and the product that `fn` loads for it. */
  readonly id: number
  readonly calls: Called[]
  readonly signal: AbortSignal | undefined
  /** Missing if the promise never settled. */
  result?: PromiseSettledResult<unknown>
  settledMs?: number
  /** How the body of a `Response` ended. */
  body?: PromiseSettledResult<string>
}

export interface Played {
  readonly run: Run<unknown>
  readonly came: readonly Came[]
  /** Arguments that `fn` got and that no caller passed. */
  readonly oddArgs: readonly unknown[]
}

/** After so many calls for one caller, `fn` never settles, so that endless calls end. */
const TOO_MANY = 8

/** Lets callers call the function that `hedged` returns. */
export async function play(
  hedged: MakeHedged,
  scene: Scene,
  leaves: readonly LeftoverKind[] = [],
): Promise<Played> {
  const came = scene.callers.map((caller, i): Came & { controller: AbortController } => {
    const controller = new AbortController()
    const signal = caller.abortMs === undefined ? undefined : controller.signal
    return { caller, id: i + 1, calls: [], signal, controller }
  })
  const oddArgs: unknown[] = []
  let made: unknown
  const ignores = scene.callers.some(({ plans }) => plans.some((plan) => plan.ignoresSignal))
  const run = await simulate(
    networkOf(scene),
    async (api, time) => {
      // Without its own listeners, so that only those of the learner are left on the caller's signal.
      const watch = new AbortController()
      const fn: Work<number, unknown> = (arg, options) => {
        const mine = came.find(({ id }) => id === arg)
        if (mine) return work(mine, options, { api, time, scene, watch: watch.signal })
        oddArgs.push(arg)
        return undefined
      }
      made = audited(hedged, { returns: 'value' })(
        fn,
        scene.single?.options ?? { afterMs: scene.afterMs },
      )
      if (typeof made !== 'function') return
      const load = audited(made as Hedged<number, unknown>)
      await Promise.all(came.map((mine) => come(mine, load, time)))
      if (ignores) await time.sleep(Math.max(0, lastEndOf(scene) - time.nowMs))
      watch.abort()
    },
    // What calls that ignore their signal leave behind is their own.
    { leaves: ignores ? [...leaves, 'call'] : leaves },
  )
  diagnose(run, [
    [
      typeof made !== 'function',
      '`hedged` should return a function that takes `(arg, { signal })`, but it returned something else.',
    ],
    ...came.map(({ calls, signal, result }): readonly [boolean, string] => {
      const error = reasonOf(result) ?? run.unhandled[0]
      return [
        signal === undefined && calls.length === 0 && error instanceof TypeError,
        `A caller passed no options, and your function threw ${shown(error)} before it called \`fn\`. Callers may ` +
          'leave out the options or the signal: make `{ signal } = {}` the second parameter, and cope with ' +
          'a `signal` that is `undefined`.',
      ]
    }),
  ])
  return { run, came, oddArgs }
}

interface World {
  readonly api: MockApi
  readonly time: VirtualTime
  readonly scene: Scene
  /** Ends the listeners of `fn` on its signals. */
  readonly watch: AbortSignal
}

function work(
  { caller, id, calls }: Came,
  given: unknown,
  { api, time, scene, watch }: World,
): unknown {
  const plan = caller.plans[Math.min(calls.length, 1)]!
  const signal = signalIn(given)
  const called: Called = { startMs: time.nowMs, signal }
  calls.push(called)
  if (calls.length > TOO_MANY) return new Promise(() => {})
  if (signal?.aborted) called.abortedMs = time.nowMs
  const onAbort = (): void => void (called.abortedMs ??= time.nowMs)
  signal?.addEventListener('abort', onAbort, { signal: watch })
  if (plan.end === 'throws') throw plan.value
  const request = async (): Promise<unknown> => {
    const response = await fetch(
      api.url(`/products/${id}`),
      signal && !plan.ignoresSignal ? { signal } : {},
    )
    if (scene.returnsResponse && isGood(plan)) return (called.value = response)
    if (scene.returnsResponse) await response.body?.cancel()
    else await response.text()
    if (!isGood(plan)) throw plan.value
    return (called.value = plan.value)
  }
  return request()
}

async function come(
  mine: Came & { controller: AbortController },
  load: Hedged<number, unknown>,
  time: VirtualTime,
): Promise<void> {
  const { caller, controller, signal, id } = mine
  const { atMs, abortMs = Infinity, reason } = caller
  if (atMs > 0) await time.sleep(atMs)
  if (abortMs <= atMs) controller.abort(reason)
  else if (abortMs < Infinity) {
    void time.sleep(abortMs - atMs).then(() => controller.abort(reason))
  }
  const options = signal ? [{ signal }] : []
  const [result] = await Promise.allSettled([Promise.try(load, id, ...options)])
  mine.result = result
  mine.settledMs = time.nowMs
  if (result.status === 'fulfilled' && result.value instanceof Response) {
    const [body] = await Promise.allSettled([result.value.text()])
    mine.body = body
  }
}

/** The signal in the options that `fn` got. */
function signalIn(given: unknown): AbortSignal | undefined {
  const { signal } = (given ?? {}) as { readonly signal?: unknown }
  return signal instanceof AbortSignal ? signal : undefined
}

/** When the last call ends, also one that ignores its abort. */
function lastEndOf({ callers, afterMs }: Scene): number {
  const ends = callers.flatMap((caller) => wantedOf(caller, afterMs).endsMs)
  return 1 + Math.max(...ends.filter((ms) => ms < Infinity))
}

function networkOf({ callers, returnsResponse }: Scene): NetworkInput {
  const routes = callers.map(({ plans }, i) => {
    const sent = plans.filter(({ end }) => end !== 'throws')
    const latency = { replay: [0, 0] }
    latency.replay = [sent[0]?.latencyMs ?? 0, sent.at(-1)?.latencyMs ?? 0]
    return [
      `/products/${i + 1}`,
      {
        latency,
        firstByteMs: returnsResponse ? BODY_MS : 0,
        failures: failuresOf(sent.map(isGood)),
      },
    ] as const
  })
  return { routes: Object.fromEntries(routes) }
}

/** Only for the picture: `fn` fails by itself. */
function failuresOf([first = true, second = first]: readonly boolean[]) {
  const failure = { kind: 'status', status: 503 } as const
  if (first && second) return []
  if (!first && !second) return [failure]
  return [first ? { ...failure, every: 2 } : { ...failure, first: 1 }]
}
