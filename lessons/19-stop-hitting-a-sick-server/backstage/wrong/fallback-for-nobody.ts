import { hasLostInterest, signalIn, untilAborted } from '../../caller.ts'
import { checkBreaker } from '../../check-options.ts'
import { CircuitOpenError } from '../../errors.ts'
import { isServerFailure } from '../../is-server-failure.ts'
import type { CircuitBreakerOptions, Guarded } from '../../types.ts'

export { bulkhead } from '../solution.ts'

/**
 * Believes that every call that rejects needs a substitute, even if its caller has aborted.
 *
 * @fails learns nothing from late answers and from aborts
 * @diagnosis Nobody waits for its result
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
      let failed: boolean | undefined
      try {
        if (!hasLostInterest(signal)) failed = isFailure(error)
      } finally {
        if (phase === begun) {
          if (failed) fail()
          else if (failed === false) succeed()
          else isProbing = false
        }
      }
      if (failed === false || !fallback) throw error
      return fallback(error, ...args)
    }
  }
}
