import { checkBreaker } from '../../check-options.ts'
import { CircuitOpenError } from '../../errors.ts'
import type { CircuitBreakerOptions, Guarded } from '../../types.ts'

export { bulkhead } from '../solution.ts'

/**
 * Believes that whoever wants failures to be counted passes an `isFailure`.
 *
 * @fails opens after `failures` failures in a row, and then refuses calls
 * @diagnosis counts nothing if there is no `isFailure`
 */
export function circuitBreaker<A extends readonly unknown[], R>(
  fn: (...args: A) => R | PromiseLike<R>,
  options: CircuitBreakerOptions<A, R>,
): Guarded<A, R> {
  checkBreaker(fn, options)
  const { failures, coolDownMs, isFailure } = options
  let inARow = 0
  let openUntilMs: number | undefined
  let isProbing = false

  function fail(): void {
    inARow += 1
    if (isProbing || inARow >= failures) openUntilMs = performance.now() + coolDownMs
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
      isProbing = true
    }
    try {
      const value = await fn(...args)
      succeed()
      return value
    } catch (error) {
      if (isFailure?.(error)) fail()
      else succeed()
      throw error
    }
  }
}
