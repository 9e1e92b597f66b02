import {
  audited,
  simulate,
  type LeftoverKind,
  type MockApi,
  type Run,
  type VirtualTime,
} from '@overlap/mock-server'
import { fc, reasons, shown } from '@overlap/scenarios'
import { diagnose } from '@overlap/trace'
import type { Task, TaskScope, TaskScopeOptions } from './types.ts'

/** One task: it requests a product a few times, one call after another, and then ends. */
export interface Plan {
  readonly calls: number
  readonly latencyMs: number
  /** What it returns, or what it throws: at its end, or (`at once`) before it makes a promise. */
  readonly end: 'returns' | 'throws' | 'throws at once'
  readonly value: unknown
  /** What it does when its signal aborts. To clean up takes 20 ms. */
  readonly onAbort: 'stops' | 'cleans up' | 'wraps the error' | 'ignores its signal'
}

/** What a block does with its tasks, and when its caller aborts. */
export interface Scene {
  readonly plans: readonly Plan[]
  /** `leaves early`: it awaits nothing, and ends after `leaveMs`. */
  readonly body: 'awaits all' | 'awaits in turn' | 'awaits the first' | 'leaves early'
  readonly leaveMs: number
  /** When the caller's signal aborts; -1: before the scope is made. `undefined`: there is no signal. */
  readonly abortMs?: number
  readonly reason?: unknown
}

/** What was seen of one task. */
export interface Seen {
  plan: Plan
  /** Whether it had been called when `run` returned. */
  startedAtOnce: boolean
  signal?: AbortSignal
  endMs?: number
  /** How the promise of `run` ended. */
  result?: PromiseSettledResult<unknown>
}

/** What was seen of a scene. */
export interface Played {
  readonly tasks: readonly Seen[]
  readonly signal: AbortSignal
  readonly outer: AbortSignal
  /** When the signal of the scope was aborted. */
  readonly abortedMs: number | undefined
  /** When the block had run to its end, or to its error, and disposal began. */
  readonly leftMs: number
  readonly disposedMs: number
  /** Whether the block had awaited a promise that rejected. */
  readonly sawRejection: boolean
  /** How many tasks were running when disposal was over. */
  readonly stillRunning: number
  /** What the disposal threw, in a list. */
  readonly disposalThrew: readonly unknown[]
}

/** One rule of a scope. */
export interface Rule {
  readonly drawn: fc.Arbitrary<Scene>
  readonly first: readonly Scene[]
  /** What an answer may leave behind here. Default: unhandled rejections, which are a rule of their own. */
  readonly leaves?: readonly LeftoverKind[]
  readonly judge: (run: Run<Played>, scene: Scene) => void
}

/** A plan of so many calls, which succeeds and honours its signal unless it says otherwise. */
export function plan(calls: number, latencyMs: number, more: Partial<Plan> = {}): Plan {
  return { calls, latencyMs, end: 'returns', value: 'a result', onAbort: 'stops', ...more }
}

/** A plan that fails after 50 ms. */
export const failing: Plan = plan(1, 50, { end: 'throws', value: new Error('sold out') })

/** Draws what tasks throw. A signal cannot be aborted with `undefined`: it makes an error of its own. */
export const errors: fc.Arbitrary<unknown> = reasons.filter((reason) => reason !== undefined)

const moments = (rest: number): fc.Arbitrary<number> =>
  fc.nat({ max: 40 }).map((n) => 10 * n + rest)

/** Draws plans of these kinds. */
export const plans = (
  ends: readonly Plan['end'][],
  manners: readonly Plan['onAbort'][],
): fc.Arbitrary<Plan[]> =>
  fc.array(
    fc.record({
      calls: fc.integer({ min: 1, max: 3 }),
      latencyMs: fc.integer({ min: 1, max: 30 }).map((n) => 10 * n),
      end: fc.constantFrom(...ends),
      value: errors,
      onAbort: fc.constantFrom(...manners),
    }),
    { minLength: 1, maxLength: 7 },
  )

/** When the block of a scene is left, and when its caller aborts: never when a task ends. */
export const leaveMs = moments(3)
export const abortMs = moments(6)

/** When a task ends if nothing aborts it. */
export const endOf = ({ calls, latencyMs, end }: Plan): number =>
  end === 'throws at once' ? 0 : calls * latencyMs

/** Plays a scene with the learner's `taskScope`. */
export function play(
  taskScope: (options?: TaskScopeOptions) => TaskScope,
  scene: Scene,
  leaves: readonly LeftoverKind[] = ['rejection'],
): Promise<Run<Played>> {
  const open = audited(taskScope, { returns: 'value' })
  const routes = scene.plans.map(
    ({ latencyMs }, i) => [`/products/${i + 1}`, { latency: latencyMs }] as const,
  )
  return simulate(
    { routes: Object.fromEntries(routes) },
    async (api, time) => {
      const outer = new AbortController()
      if (scene.abortMs !== undefined && scene.abortMs < 0) outer.abort(scene.reason)
      else if (scene.abortMs !== undefined) {
        void time.sleep(scene.abortMs).then(() => outer.abort(scene.reason))
      }
      const scope = open(scene.abortMs === undefined ? undefined : { signal: outer.signal })
      let abortedMs = scope.signal.aborted ? time.nowMs : undefined
      scope.signal.addEventListener('abort', () => (abortedMs = time.nowMs), { once: true })
      const run = audited(<T>(task: Task<T>): Promise<T> => scope.run(task))
      const tasks: Seen[] = []
      const promises = scene.plans.map((plan, i) => {
        const seen: Seen = { plan, startedAtOnce: false }
        tasks.push(seen)
        const promise = run(taskOf(`/products/${i + 1}`, seen, api, time))
        seen.startedAtOnce = seen.signal !== undefined
        return promise
      })
      const sawRejection = await awaitAsIn(scene, promises, time)
      const leftMs = time.nowMs
      const disposalThrew: unknown[] = []
      await Promise.try(() => scope[Symbol.asyncDispose]()).catch((error: unknown) =>
        disposalThrew.push(error),
      )
      const disposedMs = time.nowMs
      const stillRunning = tasks.filter(({ signal, endMs }) => signal && endMs === undefined).length
      const ended = await Promise.race([
        Promise.allSettled(promises),
        time.sleep(5000).then(() => []),
      ])
      ended.forEach((result, i) => (tasks[i]!.result = result))
      return {
        tasks,
        signal: scope.signal,
        outer: outer.signal,
        abortedMs,
        leftMs,
        disposedMs,
        sawRejection,
        stillRunning,
        disposalThrew,
      }
    },
    { leaves },
  )
}

function taskOf(path: string, seen: Seen, api: MockApi, time: VirtualTime): Task<unknown> {
  const { calls, end, value, onAbort } = seen.plan
  const work = async (signal: AbortSignal): Promise<unknown> => {
    const options = onAbort === 'ignores its signal' ? {} : { signal }
    try {
      for (let i = 0; i < calls; i++) await (await fetch(api.url(path), options)).json()
      if (end === 'returns') return value
    } catch (error) {
      if (onAbort === 'cleans up') await time.sleep(20)
      if (onAbort === 'wraps the error') throw new Error('I was interrupted', { cause: error })
      throw error
    }
    throw value
  }
  return ({ signal }) => {
    seen.signal = signal
    if (end === 'throws at once') {
      seen.endMs = time.nowMs
      throw value
    }
    return work(signal).finally(() => (seen.endMs = time.nowMs))
  }
}

/** What the block does before it is left. Tells whether it was left by the error of a task. */
async function awaitAsIn(
  { body, leaveMs }: Scene,
  promises: readonly Promise<unknown>[],
  time: VirtualTime,
): Promise<boolean> {
  try {
    if (body === 'awaits all') await Promise.all(promises)
    else if (body === 'awaits in turn') for (const promise of promises) await promise
    else if (body === 'awaits the first') await promises[0]
    else await time.sleep(leaveMs)
    return false
  } catch {
    return true
  }
}

/** The first failure, if nothing else aborts the scope before: its moment, and what may be its error. */
export function firstFailure({ plans }: Scene): { ms: number; errors: unknown[] } {
  const ends = plans.map((plan) => (plan.end === 'returns' ? Infinity : endOf(plan)))
  const ms = Math.min(...ends)
  return { ms, errors: plans.filter((_, i) => ends[i] === ms).map(({ value }) => value) }
}

/** Whether a value is in a list, as the very same. */
export function isOneOf(list: readonly unknown[], value: unknown): boolean {
  return list.some((one) => Object.is(one, value))
}

/** What a promise rejected with. */
export function reasonOf(result: PromiseSettledResult<unknown> | undefined): unknown {
  return result?.status === 'rejected' ? result.reason : undefined
}

/** What was seen, unless the scene could not be played to its end. */
export function diagnoseEnding(run: Run<Played>): Played {
  diagnose(run, [
    [run.outcome === 'never-settles', run.diagnosis ?? ''],
    [
      run.outcome === 'rejected',
      `Making or using the scope threw ${shown(run.reason)}, which is no error of a task.`,
    ],
  ])
  return run.value
}
