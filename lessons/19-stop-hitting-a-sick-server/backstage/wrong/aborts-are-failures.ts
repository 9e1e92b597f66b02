import { checkBreaker } from '../../check-options.ts'
import { CircuitOpenError } from '../../errors.ts'
import { isServerFailure } from '../../is-server-failure.ts'
import type { CircuitBreakerOptions, Guarded } from '../../types.ts'

export { bulkhead } from '../solution.ts'

/**
 * Believes that a call which rejects has failed, whoever made it reject.
 *
 * @fails learns nothing from late answers and from aborts
 * @diagnosis counts a caller's abort as a failure
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
  let phase = 0

  function fail(): void {
    inARow += 1
    if (inARow >= failures || isProbing) {
      openUntilMs = performance.now() + coolDownMs
      phase += 1
    }
    isProbing = false
  }

  function succeed(): void {
    inARow = 0
    if (openUntilMs !== undefined) phase += 1
    openUntilMs = undefined
    isProbing = false
  }

  return async (...args) => {
    if (openUntilMs !== undefined) {
      const leftMs = openUntilMs - performance.now()
      if (isProbing) throw new CircuitOpenError(0)
      if (leftMs > 0) throw new CircuitOpenError(leftMs)
      isProbing = true
    }
    const begun = phase
    try {
      const value = await fn(...args)
      if (phase === begun) succeed()
      return value
    } catch (error) {
      if (phase === begun) {
        if (isFailure(error)) fail()
        else succeed()
      }
      throw error
    }
  }
}
