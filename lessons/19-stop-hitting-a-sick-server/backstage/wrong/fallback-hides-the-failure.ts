import { checkBreaker } from '../../check-options.ts'
import { CircuitOpenError } from '../../errors.ts'
import { isServerFailure } from '../../is-server-failure.ts'
import type { CircuitBreakerOptions, Guarded } from '../../types.ts'

export { bulkhead } from '../solution.ts'

/**
 * Believes that a call with a substitute has succeeded.
 *
 * @fails calls the fallback for what failed or was refused
 * @diagnosis A failure counts even if the fallback succeeds
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

  const guarded: Guarded<A, R> = async (...args) => {
    if (openUntilMs !== undefined) {
      const leftMs = openUntilMs - performance.now()
      if (isProbing) throw new CircuitOpenError(0)
      if (leftMs > 0) throw new CircuitOpenError(leftMs)
      isProbing = true
    }
    try {
      const value = await fnOrFallback(...args)
      succeed()
      return value
    } catch (error) {
      if (isFailure(error)) fail()
      else succeed()
      throw error
    }
  }

  async function fnOrFallback(...args: A): Promise<R> {
    try {
      return await fn(...args)
    } catch (error) {
      if (fallback && isFailure(error)) return fallback(error, ...args)
      throw error
    }
  }

  return async (...args) => {
    try {
      return await guarded(...args)
    } catch (error) {
      if (fallback && error instanceof CircuitOpenError) return fallback(error, ...args)
      throw error
    }
  }
}
