import { checkBreaker } from '../../check-options.ts'
import { CircuitOpenError } from '../../errors.ts'
import { isServerFailure } from '../../is-server-failure.ts'
import type { CircuitBreakerOptions, Guarded } from '../../types.ts'

export { bulkhead } from '../solution.ts'

/**
 * Believes that a server is well again when the cool-down is over.
 *
 * @fails lets one call through after the cool-down, the probe
 * @diagnosis lets everybody through when the cool-down is over
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

  function fail(): void {
    inARow += 1
    if (inARow >= failures || isProbing) openUntilMs = performance.now() + coolDownMs
    isProbing = false
  }

  function succeed(): void {
    inARow = 0
    openUntilMs = undefined
    isProbing = false
  }

  return async (...args) => {
    if (openUntilMs !== undefined) {
      const leftMs = openUntilMs - performance.now()
      if (isProbing) throw new CircuitOpenError(0)
      if (leftMs > 0) throw new CircuitOpenError(leftMs)
      openUntilMs = undefined
      inARow = 0
    }
    try {
      const value = await fn(...args)
      succeed()
      return value
    } catch (error) {
      if (isFailure(error)) fail()
      else succeed()
      throw error
    }
  }
}
