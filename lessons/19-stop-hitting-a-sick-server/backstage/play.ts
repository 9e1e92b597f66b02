import { HttpError } from '@overlap/lesson-05'
import {
  audited,
  simulate,
  type NetworkInput,
  type Run,
  type VirtualTime,
} from '@overlap/mock-server'
import { reasonOf } from '@overlap/scenarios'
import { diagnose } from '@overlap/trace'
import { CircuitOpenError } from '../errors.ts'
import type { CircuitBreakerOptions, Guarded } from '../types.ts'
import type { Caller, End, Scene } from './scene.ts'

type Args = readonly [caller: number, options: { readonly signal?: AbortSignal }]

/** The learner's `circuitBreaker`. */
export type Breaker = <A extends readonly unknown[], R>(
  fn: (...args: A) => R | PromiseLike<R>,
  options: CircuitBreakerOptions<A, R>,
) => Guarded<A, R>

/** What was seen of one caller. */
export interface Came {
  readonly caller: Caller
  /** What `fn` was called with, and when. Missing if it wasn't called. */
  called?: { readonly args: readonly unknown[]; readonly startMs: number; readonly times: number }
  /** What the guarded function was called with. */
  args?: Args
  result?: PromiseSettledResult<unknown>
  settledMs?: number
  /** What the fallback was called with. */
  fellBack?: readonly unknown[]
}

export interface Played {
  readonly run: Run<unknown>
  /** In the order of the scene. */
  readonly came: readonly Came[]
  /** What the fallback was called with, if that doesn't say for which call. */
  readonly strays: readonly (readonly unknown[])[]
  /** What the fallback gave, or threw. */
  readonly substitute: unknown
}

/** Lets callers come and call two functions that the breaker guards. */
export async function play(circuitBreaker: Breaker, scene: Scene): Promise<Played> {
  const untyped = circuitBreaker as (
    fn: (...args: Args) => unknown,
    options: CircuitBreakerOptions<Args, unknown>,
  ) => Guarded<Args, unknown>
  const came = scene.callers.map((caller): Came => ({ caller }))
  const strays: unknown[][] = []
  const substitute = scene.fallback === 'throws' ? new Error('nothing kept') : { kept: true }
  const run = await simulate(
    networkOf(scene),
    async (api, time) => {
      const fn = (...args: Args): unknown => {
        const [i, options] = args
        const one = came[i]!
        const { takesMs, end, ignores } = one.caller
        const times = (one.called?.times ?? 0) + 1
        one.called = { args, startMs: one.called?.startMs ?? time.nowMs, times }
        if (takesMs === 0) return ended(end)
        const signal = options?.signal
        const init = signal && !ignores ? { signal } : {}
        return fetch(api.url(pathOf(i)), init)
          .then((response) => response.text())
          .then(() => ended(end))
      }
      const options: CircuitBreakerOptions<Args, unknown> = {
        failures: scene.failures,
        coolDownMs: scene.coolDownMs,
        ...(scene.rate && { rate: scene.rate }),
        ...(scene.isCustom && { isFailure: (error: unknown) => counts(scene, error) }),
        ...(scene.fallback && {
          fallback: (error: unknown, ...args: Args) => {
            const one = came[args[0]] ?? came[Number(error)]
            if (one) one.fellBack = [error, ...args]
            else strays.push([error, ...args])
            if (scene.fallback === 'throws') throw substitute
            return scene.fallback === 'returns' ? substitute : later(time, substitute)
          },
        }),
      }
      const make: typeof untyped = audited(untyped, { returns: 'value' })
      const made = [make(fn, options), make(fn, options)]
      if (made.some((guarded) => typeof guarded !== 'function')) return notAFunction()
      const [first, second] = made.map((guarded) => audited(guarded))
      const refuse = (): void => api.mark('refused')
      // Those that come at the same moment call in the same tick.
      const moments = new Map([[0, Promise.resolve()]])
      for (const { caller } of came) {
        if (!moments.has(caller.atMs)) moments.set(caller.atMs, time.sleep(caller.atMs))
      }
      const ends = came.map(async (one, i) => {
        await moments.get(one.caller.atMs)
        return come(one, i, one.caller.second ? second! : first!, time, refuse)
      })
      await Promise.all(ends)
    },
    { leaves: scene.callers.some(({ ignores }) => ignores) ? ['call'] : [] },
  )
  return { run, came, strays, substitute }
}

async function later(time: VirtualTime, value: unknown): Promise<unknown> {
  await time.sleep(40)
  return value
}

function notAFunction(): void {
  diagnose({ calls: [], marks: [], nowMs: 0, epochMs: 0, dropped: 0 }, [
    [
      true,
      'Expected a function that guards `fn`, but you returned something else. Return a function that takes the ' +
        'arguments of `fn`.',
    ],
  ])
}

const pathOf = (i: number): string => `/products/${i + 1}`

/** Each caller's call has its own route, so that the picture shows how it goes. */
function networkOf({ callers }: Scene): NetworkInput {
  const routes = callers.map(({ takesMs, end }, i) => [
    pathOf(i),
    {
      latency: Math.max(1, takesMs),
      failures: end.ok ? [] : [{ kind: 'status', status: statusOf(end) } as const],
    },
  ])
  return { routes: Object.fromEntries(routes) as NonNullable<NetworkInput['routes']> }
}

/** The status in the picture. An error without one has 503 if it counts, and 409 if it doesn't. */
function statusOf({ error, counts }: End & { readonly ok: false }): number {
  if (error instanceof HttpError) return error.status
  return counts ? 503 : 409
}

/** The scene's own `isFailure`. Errors that aren't the scene's count. */
function counts({ callers }: Scene, error: unknown): boolean {
  const ends = callers.map(({ end }) => end)
  const found = ends.find((end) => !end.ok && Object.is(end.error, error))
  if (!found || found.ok) return true
  if ('thrown' in found) throw found.thrown
  return found.counts
}

async function come(
  came: Came,
  i: number,
  guarded: Guarded<Args, unknown>,
  time: VirtualTime,
  refuse: () => void,
): Promise<void> {
  const { atMs, abortMs, reason } = came.caller
  const controller = new AbortController()
  if (abortMs !== undefined && abortMs <= atMs) controller.abort(reason)
  else if (abortMs !== undefined) {
    void time.sleep(abortMs - atMs).then(() => controller.abort(reason))
  }
  came.args = [i, abortMs === undefined ? {} : { signal: controller.signal }]
  const [result] = await Promise.allSettled([guarded(...came.args)])
  came.result = result
  came.settledMs = time.nowMs
  if (!came.called && !came.fellBack && reasonOf(result) instanceof CircuitOpenError) refuse()
}

function ended(end: End): unknown {
  if (end.ok) return end.value
  throw end.error
}
