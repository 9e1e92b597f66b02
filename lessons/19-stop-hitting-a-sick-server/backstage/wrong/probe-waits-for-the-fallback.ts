import { hasLostInterest, signalIn, untilAborted } from '../../caller.ts'
import { checkBreaker } from '../../check-options.ts'
import { CircuitOpenError } from '../../errors.ts'
import { isServerFailure } from '../../is-server-failure.ts'
import type { CircuitBreakerOptions, Guarded } from '../../types.ts'

export { bulkhead } from '../solution.ts'

/**
 * Believes that a probe has ended when its caller has a result, so it waits for the fallback.
 *
 * @fails calls the fallback for what failed or was refused
 * @diagnosis Count the failure, and end the probe, before you call the fallback
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
    let failed: boolean | undefined
    try {
      const value = await untilAborted(signal, () => fn(...args))
      failed = false
      return value
    } catch (error) {
      if (hasLostInterest(signal)) throw error
      const isOne = isFailure(error)
      failed = isOne
      // A closed circuit counts at once. Only the end of a probe comes late.
      if (isOne && phase === begun && !isProbing) fail()
      if (isOne && fallback) return await fallback(error, ...args)
      throw error
    } finally {
      if (phase === begun) {
        if (failed === undefined) isProbing = false
        else if (!failed) succeed()
        else if (isProbing) fail()
      }
    }
  }
}
