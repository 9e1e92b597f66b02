import { hasLostInterest, signalIn, untilAborted } from '../../caller.ts'
import { checkBreaker } from '../../check-options.ts'
import { CircuitOpenError } from '../../errors.ts'
import { isServerFailure } from '../../is-server-failure.ts'
import type { CircuitBreakerOptions, Guarded } from '../../types.ts'

export { bulkhead } from '../solution.ts'

/**
 * Believes that `isFailure` always returns, so it ends a probe only after that.
 *
 * @fails learns nothing from late answers and from aborts
 * @diagnosis waits forever for a probe if `isFailure` throws
 */
export function circuitBreaker<A extends readonly unknown[], R>(
  fn: (...args: A) => R | PromiseLike<R>,
  options: CircuitBreakerOptions<A, R>,
): Guarded<A, R> {
  checkBreaker(fn, options)
  const { failures, coolDownMs, isFailure = isServerFailure, fallback } = options
  let inARow = 0
  let openUntilMs: number | undefined
  let isProbing = false
  let phase = 0

  function fail(): void {
    inARow += 1
    if (inARow >= failures || isProbing) {
      openUntilMs = performance.now() + coolDownMs
      phase += 1
      isProbing = false
    }
  }

  function succeed(): void {
    inARow = 0
    if (openUntilMs !== undefined) phase += 1
    openUntilMs = undefined
    isProbing = false
  }

  return async (...args) => {
    const signal = signalIn(args)
    signal?.throwIfAborted()
    if (openUntilMs !== undefined) {
      const leftMs = openUntilMs - performance.now()
      if (isProbing || leftMs > 0) {
        const refused = new CircuitOpenError(leftMs)
        if (fallback) return fallback(refused, ...args)
        throw refused
      }
      isProbing = true
    }
    const begun = phase
    try {
      const value = await untilAborted(signal, () => fn(...args))
      if (phase === begun) succeed()
      return value
    } catch (error) {
      if (hasLostInterest(signal)) {
        if (phase === begun) isProbing = false
        throw error
      }
      const failed = isFailure(error)
      if (phase === begun) {
        if (failed) fail()
        else succeed()
      }
      if (failed && fallback) return fallback(error, ...args)
      throw error
    }
  }
}
