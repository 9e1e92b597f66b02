import { checkBreaker } from '../../check-options.ts'
import { CircuitOpenError } from '../../errors.ts'
import { isServerFailure } from '../../is-server-failure.ts'
import type { CircuitBreakerOptions, Guarded } from '../../types.ts'

export { bulkhead } from '../solution.ts'

/**
 * Believes that a probe succeeds or fails. After any other error, its mark stays.
 *
 * @fails counts what `isFailure` returns `true` for
 * @diagnosis clears its mark for a probe only if the probe succeeds or fails
 */
export function circuitBreaker<A extends readonly unknown[], R>(
  fn: (...args: A) => R | PromiseLike<R>,
  options: CircuitBreakerOptions<A, R>,
): Guarded<A, R> {
  checkBreaker(fn, options)
  const { failures, coolDownMs, isFailure = isServerFailure } = options
  let inARow = 0
  let openUntilMs: number | undefined
  let isProbing = false

  function fail(wasProbe: boolean): void {
    inARow += 1
    if (wasProbe || inARow >= failures) openUntilMs = performance.now() + coolDownMs
    if (wasProbe) isProbing = false
  }

  function succeed(): void {
    inARow = 0
    openUntilMs = undefined
  }

  return async (...args) => {
    const wasProbe = openUntilMs !== undefined
    if (openUntilMs !== undefined) {
      const leftMs = openUntilMs - performance.now()
      if (isProbing) throw new CircuitOpenError(0)
      if (leftMs > 0) throw new CircuitOpenError(leftMs)
      isProbing = true
    }
    try {
      const value = await fn(...args)
      succeed()
      isProbing = false
      return value
    } catch (error) {
      if (isFailure(error)) fail(wasProbe)
      else succeed()
      throw error
    }
  }
}
