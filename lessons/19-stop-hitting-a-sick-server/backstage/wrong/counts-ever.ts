import { checkBreaker } from '../../check-options.ts'
import { CircuitOpenError } from '../../errors.ts'
import { isServerFailure } from '../../is-server-failure.ts'
import type { CircuitBreakerOptions, Guarded } from '../../types.ts'

export { bulkhead } from '../solution.ts'

/**
 * Believes that "five failures" means five since the program began.
 *
 * @fails opens after `failures` failures in a row, and then refuses calls
 * @diagnosis counts all failures since the start
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
