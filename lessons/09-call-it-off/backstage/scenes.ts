import type { LeftoverKind, Run } from '@overlap/mock-server'
import { fc, reasons } from '@overlap/scenarios'

/** One task: it requests a product a few times, one call after another, and then ends. */
export interface Plan {
  /** When the block starts it. */
  readonly startMs: number
  readonly calls: number
  readonly latencyMs: number
  /** How it ends. `at once`: it makes no call, and returns a plain value or a thenable, or throws. */
  readonly end:
    | 'returns'
    | 'throws'
    | 'returns at once'
    | 'returns a thenable at once'
    | 'throws at once'
  /** What it returns or throws. */
  readonly value: unknown
  /** What it does when its signal aborts. Cleaning up takes 20 ms. */
  readonly onAbort: 'stops' | 'cleans up' | 'wraps the error' | 'ignores its signal'
}

/** What a block does with the promises of its tasks. `leaves early`: it awaits none of them. */
export const bodies = [
  'awaits all',
  'awaits in turn',
  'awaits the first',
  'awaits the last',
  'leaves early',
] as const

/** What a block does with its tasks, and when its caller aborts. */
export interface Scene {
  readonly plans: readonly Plan[]
  readonly body: (typeof bodies)[number]
  /** How long the block does something else before it ends. */
  readonly leaveMs: number
  /** When the caller's signal aborts; -1: before the scope is made. `undefined`: there is no signal. */
  readonly abortMs?: number | undefined
  readonly reason?: unknown
  /** Whether another scope is open at the same time. Its task ends after {@link OTHER_MS}. */
  readonly besideAnother?: boolean
}

/** How long the task of the other scope takes: longer than any block. */
export const OTHER_MS = 3000

/** A block or a disposal that takes so long never ends. */
export const NEVER_MS = 10_000

/** What was seen of one task. */
export interface Seen {
  readonly plan: Plan
  timesCalled: number
  /** Whether the task had been called when `run` returned. */
  startedAtOnce: boolean
  signal?: AbortSignal
  endMs?: number
  /** How the promise of `run` settled. `undefined`: it is still pending. */
  result?: PromiseSettledResult<unknown>
  /** When the promise of `run` settled, or when disposal was over if that was later. */
  settledMs?: number
}

/** The caller of a scope, with a signal that tells what was done with it. */
export interface Caller {
  readonly signal: AbortSignal
  /** How many abort listeners are on the signal, now. */
  readonly listeners: number
  /** How many there were when the signal aborted. */
  readonly listenersAtAbort: number | undefined
  /** How often `addEventListener` of the signal was called. */
  readonly additions: number
  /** How often `removeEventListener` of the signal was called. */
  readonly removals: number
}

/** What was seen of a scene. */
export interface Played {
  readonly tasks: readonly Seen[]
  readonly signal: AbortSignal
  readonly caller: Caller | undefined
  /** Whether the scope listened to the caller's signal at first, but not any more when it aborted. */
  readonly stoppedListening: boolean
  /** Whether the signal of the scope, without a caller's signal, was aborted from the start. */
  readonly bornAborted: boolean
  /** Whether a scope of an earlier scene had the same signal. */
  readonly isReused: boolean
  /** When the signal of the scope was aborted. */
  readonly abortedMs: number | undefined
  /** Whether the signal of the scope was aborted before disposal began. */
  readonly abortedInBlock: boolean
  /** Whether `scope.signal` was another object at the end of the block than at its start. */
  readonly isReplaced: boolean
  /** When the block had run to its end, or to its error, and disposal began. */
  readonly leftMs: number
  readonly disposedMs: number
  /** Whether the block had awaited a promise that rejected. */
  readonly sawRejection: boolean
  /** Whether the block, or else the disposal, never ended. */
  readonly hung: 'block' | 'disposal' | undefined
  /** Whether a promise that the block had not awaited says that it was awaited. */
  readonly scopeAwaited: boolean
  /** Whether the promises of `run` are ordinary ones, which can't know whether they were awaited. */
  readonly isOrdinary: boolean
  /** How many tasks were running when disposal was over. */
  readonly stillRunning: number
  /** What the disposal threw, in a list. */
  readonly disposalThrew: readonly unknown[]
  /** Whether the signal of the other scope was aborted, too. */
  readonly otherAborted: boolean
}

/** One rule of a scope. */
export interface Rule {
  readonly drawn: fc.Arbitrary<Scene>
  readonly first: readonly Scene[]
  /** What an answer may leave behind here. Default: unhandled rejections, which have their own rule. */
  readonly leaves?: readonly LeftoverKind[]
  /** Says what is wrong. May play another scene to find out. */
  readonly judge: (
    run: Run<Played>,
    scene: Scene,
    playAlso: (scene: Scene) => Promise<Run<Played>>,
  ) => void | Promise<void>
}

/** A plan of so many calls, which starts at 0 ms, succeeds and stops on abort, except for `more`. */
export function plan(calls: number, latencyMs: number, more: Partial<Plan> = {}): Plan {
  const end = 'returns'
  return { startMs: 0, calls, latencyMs, end, value: 'a result', onAbort: 'stops', ...more }
}

/** A plan that fails after 50 ms. */
export const failing: Plan = plan(1, 50, { end: 'throws', value: new Error('sold out') })

/** Draws what tasks throw. A signal can't be aborted with `undefined`: it makes an error of its own. */
export const errors: fc.Arbitrary<unknown> = reasons.filter((reason) => reason !== undefined)

const truthy = errors.filter(Boolean)

const moments = (rest: number): fc.Arbitrary<number> =>
  fc.nat({ max: 40 }).map((n) => 10 * n + rest)

/**
 * Draws plans of these kinds, in the order of their starts. None starts after a task has failed. Falsy
 * errors are for the stars.
 */
export const plans = (
  ends: readonly Plan['end'][],
  manners: readonly Plan['onAbort'][],
  values: fc.Arbitrary<unknown> = truthy,
): fc.Arbitrary<Plan[]> =>
  fc
    .array(
      fc.record({
        // Tasks with different starts never end at the same moment.
        startMs: fc.constantFrom(0, 0, 0, 25, 94),
        calls: fc.integer({ min: 1, max: 3 }),
        latencyMs: fc.integer({ min: 1, max: 30 }).map((n) => 10 * n),
        end: fc.constantFrom(...ends),
        value: values,
        onAbort: fc.constantFrom(...manners),
      }),
      { maxLength: 7 },
    )
    .map((list) => untilFailure(list.toSorted((a, b) => a.startMs - b.startMs)))

function untilFailure(list: Plan[]): Plan[] {
  const { ms } = firstFailure({ plans: list })
  const atOnce = list.findIndex((one) => one.end === 'throws at once' && endOf(one) === ms)
  return list.filter(({ startMs }, i) => startMs < ms || i <= atOnce)
}

/** When the block of a scene ends, and when its caller aborts: never at the moment a task ends. */
export const leaveMs = moments(3)
export const abortMs = moments(6)

/** When a task ends if nothing aborts it. */
export const endOf = ({ startMs, calls, latencyMs, end }: Plan): number =>
  startMs + (end.endsWith('at once') ? 0 : calls * latencyMs)

/** How many tasks, in words for "while … still running". */
export const stillRunningText = (count: number): string =>
  count === 1 ? '1 task was' : `${count} tasks were`

/** The first failure, if nothing else aborts the scope before: its moment, and what may be its error. */
export function firstFailure({ plans }: Pick<Scene, 'plans'>): { ms: number; errors: unknown[] } {
  const ends = plans.map((plan) => (plan.end.startsWith('returns') ? Infinity : endOf(plan)))
  const ms = Math.min(...ends)
  return { ms, errors: plans.filter((_, i) => ends[i] === ms).map(({ value }) => value) }
}

/** Whether a value is in a list, as the very same. */
export function isOneOf(list: readonly unknown[], value: unknown): boolean {
  return list.some((one) => Object.is(one, value))
}
