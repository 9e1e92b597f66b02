import { withDeadline } from '@overlap/lesson-08'
import { hasLostInterest, signalIn, untilAborted } from '../caller.ts'
import { checkBreaker, checkBulkhead } from '../check-options.ts'
import { BulkheadFullError, CircuitOpenError } from '../errors.ts'
import { isServerFailure } from '../is-server-failure.ts'
import type {
  Bulkhead,
  BulkheadOptions,
  CircuitBreakerOptions,
  FailureRate,
  Guarded,
} from '../types.ts'

export type * from '../types.ts'
export { BulkheadFullError, CircuitOpenError } from '../errors.ts'
export { isServerFailure } from '../is-server-failure.ts'

/** The time from one opening or closing to the next. The outcome of a call from an earlier phase is ignored. */
interface Phase {
  /** When a probe may begin. `undefined`: the circuit is closed. */
  readonly openUntilMs?: number
  isProbing?: boolean
  /** Counts how a call ended, and says whether too many of the latest ones failed. */
  readonly isOver?: ((failed: boolean) => boolean) | undefined
}

/**
 * Makes a function that calls `fn` until it fails too often. Then the circuit opens, and for `coolDownMs`,
 * calls are refused at once. After that, one call is let through as a probe. If it fails, the circuit opens for
 * another `coolDownMs`. Otherwise it closes.
 *
 * An error that isn't a failure, such as a 404, counts like a success: it ends a row of failures, and closes the
 * circuit. If the circuit has opened or closed since a call began, the outcome of that call is ignored.
 *
 * If the last argument has a `signal`, its abort rejects the call right away. If the reason is a `TimeoutError`, the
 * server was too slow, so it counts as a failure. Any other abort counts for nothing, and so does a call whose signal
 * had aborted before. If that happens to a probe, the next call is the probe.
 *
 * No timer runs. A call takes less than a microsecond if the circuit is closed and there is no signal. A
 * `rate` keeps an entry for each call of the last `windowMs`.
 *
 * The function that it returns rejects with:
 * - a {@link CircuitOpenError}, if the circuit is open
 * - what `fn` throws, unchanged
 * - `signal.reason`, unchanged, as soon as the caller aborts
 *
 * The three states are those of Michael Nygard's book "Release It!".
 *
 * @throws {TypeError} if `fn`, `isFailure` or `fallback` isn't a function.
 * @throws {RangeError} if a number is out of range.
 *
 * @example
 * ```ts
 * import { circuitBreaker } from '@overlap/lesson-19'
 *
 * let calls = 0
 * const load = circuitBreaker(
 *   () => {
 *     calls += 1
 *     throw new Error('down')
 *   },
 *   { failures: 2, coolDownMs: 1000 },
 * )
 *
 * for (const _ of [1, 2, 3, 4]) await load().catch(() => {})
 * calls // → 2
 * ```
 */
export function circuitBreaker<A extends readonly unknown[], R>(
  fn: (...args: A) => R | PromiseLike<R>,
  options: CircuitBreakerOptions<A, R>,
): Guarded<A, R> {
  checkBreaker(fn, options)
  const { failures, coolDownMs, rate, isFailure = isServerFailure, fallback } = options
  const closed = (): Phase => ({ isOver: rate && failureRate(rate) })
  let phase = closed()
  let failuresInARow = 0

  /** Lets a call through, or returns the error with which to refuse it. */
  function refusal(): CircuitOpenError | undefined {
    if (phase.openUntilMs === undefined) return undefined
    const leftMs = phase.openUntilMs - performance.now()
    if (phase.isProbing || leftMs > 0) return new CircuitOpenError(leftMs)
    phase.isProbing = true
    return undefined
  }

  /** Counts the outcome of a call. `undefined`: it says nothing about the server. */
  function note(failed: boolean | undefined): void {
    if (failed === undefined) {
      phase.isProbing = false
      return
    }
    failuresInARow = failed ? failuresInARow + 1 : 0
    const isOver = phase.isOver?.(failed)
    if (failed && (phase.isProbing || isOver || failuresInARow >= failures)) {
      phase = { openUntilMs: performance.now() + coolDownMs }
    } else if (phase.isProbing) phase = closed()
  }

  return async (...args) => {
    const signal = signalIn(args)
    signal?.throwIfAborted()
    const refused = refusal()
    if (refused) {
      if (fallback) return fallback(refused, ...args)
      throw refused
    }
    const begun = phase
    let failed: boolean | undefined
    let reason: unknown
    try {
      const value = await untilAborted(signal, () => fn(...args))
      failed = false
      return value
    } catch (error) {
      failed = hasLostInterest(signal) ? undefined : isFailure(error)
      if (!failed || !fallback) throw error
      reason = error
    } finally {
      if (phase === begun) note(failed)
    }
    return fallback(reason, ...args)
  }
}

/** Makes a function that counts how calls end, and says whether too many of the latest ones failed. */
function failureRate({ over, windowMs, atLeast }: FailureRate): (failed: boolean) => boolean {
  // A Set keeps the order of its insertions: oldest first.
  const ends = new Set<{ readonly atMs: number; readonly failed: boolean }>()
  let failures = 0
  return (failed) => {
    const nowMs = performance.now()
    ends.add({ atMs: nowMs, failed })
    if (failed) failures += 1
    for (const end of ends) {
      if (nowMs - end.atMs < windowMs) break
      ends.delete(end)
      if (end.failed) failures -= 1
    }
    return ends.size >= atLeast && failures > over * ends.size
  }
}

/**
 * Makes a function that runs work in `slots` slots. Up to `queue` more calls wait, first in, first out. Others are
 * refused at once, so no call waits long, and a slow server can't occupy the whole program.
 *
 * A waiting call that can no longer end before its deadline is rejected. At its deadline, work that runs is aborted.
 * The caller doesn't wait for it, but it holds its slot until it has ended.
 *
 * The function that it returns rejects with:
 * - a {@link BulkheadFullError}, if every slot and every place in the queue is taken
 * - a `DOMException` named `TimeoutError`, if there is too little time to begin, or at the deadline
 * - `signal.reason`, unchanged, as soon as the caller aborts
 * - what the work throws, unchanged
 *
 * @throws {RangeError} if a number is out of range.
 *
 * @example
 * ```ts
 * import { bulkhead } from '@overlap/lesson-19'
 *
 * const run = bulkhead({ slots: 1, queue: 0 })
 * const first = run(async () => 'a product')
 *
 * await run(() => 'another').catch((error) => error.name) // → 'BulkheadFullError'
 * await first // → 'a product'
 * ```
 */
export function bulkhead(options: BulkheadOptions): Bulkhead {
  checkBulkhead(options)
  const { slots, queue, needsMs = 0 } = options
  let active = 0
  /** In the order in which they came. */
  const waiting = new Set<() => void>()

  function leave(): void {
    active -= 1
    const [next] = waiting
    if (!next) return
    waiting.delete(next)
    next()
  }

  return async (work, { signal, deadlineMs = Infinity } = {}) => {
    const { promise: turn, resolve } = Promise.withResolvers<void>()
    let hasSlot = false
    let call: Promise<unknown> | undefined
    const enter = (): void => {
      active += 1
      hasSlot = true
      resolve()
    }
    const queueUp = (): Promise<void> => {
      if (active < slots) enter()
      else if (waiting.size < queue) waiting.add(enter)
      else throw new BulkheadFullError(slots, queue)
      return turn
    }
    try {
      await withDeadline(queueUp, { deadlineMs: deadlineMs - needsMs, signal })
      return await withDeadline(
        (inner) => {
          const running = Promise.try(work, inner)
          call = running
          return running
        },
        { deadlineMs, signal },
      )
    } finally {
      waiting.delete(enter)
      // The work may ignore its signal, and go on.
      if (hasSlot) void Promise.allSettled([call]).then(leave)
    }
  }
}
