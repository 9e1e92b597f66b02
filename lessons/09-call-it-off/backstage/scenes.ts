import type { LeftoverKind, Run } from '@overlap/mock-server'
import { fc, reasons } from '@overlap/scenarios'

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
