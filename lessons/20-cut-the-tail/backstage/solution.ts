import { retryBudget, type RetryBudget } from '@overlap/lesson-12'
import { checkHedged } from '../check-options.ts'
import type { Hedged, HedgedOptions, Work } from '../types.ts'

export type * from '../types.ts'

/**
 * Makes a function that calls `fn`, and calls it a second time if the first call is slow. The first success
 * wins, and the other call is aborted.
 *
 * - A failure before `afterMs` rejects at once: a second call is for slow calls, not for failed ones. To
 *   retry those, put lesson 10's `retry` around the hedged function.
 * - If one of two calls fails, the other one decides. If both fail, the first call's error is thrown, so that
 *   hedging never changes an error.
 * - The winner isn't aborted. Its signal keeps following the caller's, so that the caller can still abort the
 *   body of a `Response`.
 *
 * Send the second call only for what is safe to do twice: see `isSafe`, and {@link isRepeatable} for HTTP.
 * With `afterMs: 'p95'` each call sorts up to 200 numbers, which takes some microseconds.
 *
 * The function that it returns rejects with:
 * - what the first call threw, unchanged
 * - what `isSafe` throws, before any call
 * - `signal.reason`, unchanged, as soon as the caller's signal aborts, even if `fn` ignores its signal. If it
 *   has already aborted, `fn` isn't called.
 *
 * Hedging after the 95th percentile is from J. Dean and L. A. Barroso, "The Tail at Scale",
 * Communications of the ACM 56 (2013), 74–80.
 *
 * @throws {TypeError} if `fn` or `isSafe` isn't a function.
 * @throws {RangeError} if `afterMs` or `maxExtra` is out of range.
 *
 * @example
 * ```ts
 * import { hedged } from '@overlap/lesson-20'
 *
 * let calls = 0
 * const load = hedged(
 *   (id: number) => {
 *     calls += 1
 *     return calls === 1 ? new Promise<string>(() => {}) : `product ${id}`
 *   },
 *   { afterMs: 10 },
 * )
 *
 * await load(7) // → 'product 7'
 * calls // → 2
 * ```
 */
export function hedged<Arg, T>(fn: Work<Arg, T>, options: HedgedOptions<Arg>): Hedged<Arg, T> {
  checkHedged(fn, options)
  const { afterMs, maxExtra, isSafe = () => true } = options
  const budget = maxExtra === undefined ? undefined : emptyBudget(maxExtra)
  const tookMs: number[] = []

  return async (arg, { signal } = {}) => {
    signal?.throwIfAborted()
    const mayRepeat = isSafe(arg)
    const startMs = performance.now()
    const { promise, resolve, reject } = Promise.withResolvers<readonly [T, AbortController]>()
    const calls: AbortController[] = []
    let firstError: unknown
    let failed = 0

    const send = async (): Promise<void> => {
      const call = new AbortController()
      const isFirst = calls.push(call) === 1
      const either = signal ? AbortSignal.any([signal, call.signal]) : call.signal
      try {
        resolve([await fn(arg, { signal: either }), call])
      } catch (error) {
        if (isFirst) firstError = error
        failed += 1
        if (failed === calls.length) reject(firstError)
      }
    }
    const sendSecond = (): void => {
      if (mayRepeat && (budget?.withdraw() ?? true)) void send()
    }

    const onAbort = (): void => reject(signal?.reason)
    signal?.addEventListener('abort', onAbort)
    budget?.deposit()
    const delayMs = afterMs === 'p95' ? percentile95(tookMs) : afterMs
    const timer = delayMs === Infinity ? undefined : setTimeout(sendSecond, delayMs)
    void send()
    try {
      const [value, winner] = await promise
      for (const call of calls) if (call !== winner) call.abort()
      tookMs.push(performance.now() - startMs)
      if (tookMs.length > 200) tookMs.shift()
      return value
    } finally {
      clearTimeout(timer)
      signal?.removeEventListener('abort', onAbort)
    }
  }
}

/**
 * Whether a request has the same effect if it arrives twice: its method is idempotent (RFC 9110, 9.2.2), or
 * it has an `Idempotency-Key`, which the server has to support.
 *
 * @example
 * ```ts
 * import { isRepeatable } from '@overlap/lesson-20'
 *
 * isRepeatable(new Request('http://shop.test/products/7')) // → true
 * isRepeatable(new Request('http://shop.test/orders', { method: 'POST' })) // → false
 * ```
 */
export function isRepeatable({ method, headers }: Request): boolean {
  return idempotentMethods.has(method) || headers.has('Idempotency-Key')
}

const idempotentMethods: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS', 'PUT', 'DELETE'])

/** A retry budget holds at most 10, and starts full. This one starts empty, so it never exceeds its share. */
function emptyBudget(ratio: number): RetryBudget {
  const budget = retryBudget({ ratio })
  while (budget.withdraw()) continue
  return budget
}

/** Infinity if there are too few numbers. */
function percentile95(list: readonly number[]): number {
  if (list.length < 20) return Infinity
  const sorted = list.toSorted((a, b) => a - b)
  return sorted[Math.ceil(0.95 * list.length) - 1] ?? Infinity
}
