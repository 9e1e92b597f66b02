import { checkBreaker } from '../../check-options.ts'
import { CircuitOpenError } from '../../errors.ts'
import { isServerFailure } from '../../is-server-failure.ts'
import type { CircuitBreakerOptions, Guarded } from '../../types.ts'

export { bulkhead } from '../solution.ts'

/**
 * Believes that a window is a counter which is set to 0 now and then.
 *
 * @fails opens if too many of the latest calls failed
 * @diagnosis clears its window every `windowMs`
 */
export function circuitBreaker<A extends readonly unknown[], R>(
  fn: (...args: A) => R | PromiseLike<R>,
  options: CircuitBreakerOptions<A, R>,
): Guarded<A, R> {
  checkBreaker(fn, options)
  const { failures, coolDownMs, isFailure = isServerFailure, rate } = options
  let inARow = 0
  let openUntilMs: number | undefined
  let isProbing = false

  let total = 0
  let failed = 0
  let sinceMs = 0

  function count(): void {
    const nowMs = performance.now()
    if (nowMs - sinceMs >= (rate?.windowMs ?? 0)) {
      total = 0
      failed = 0
      sinceMs = nowMs
    }
    total += 1
  }

  function isOver(): boolean {
    count()
    failed += 1
    return rate !== undefined && total >= rate.atLeast && failed > rate.over * total
  }

  function fail(): void {
    inARow += 1
    if (isOver() || inARow >= failures || isProbing) openUntilMs = performance.now() + coolDownMs
    isProbing = false
  }

  function succeed(): void {
    count()
    if (isProbing) total = failed = 0
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
      if (isFailure(error)) fail()
      else succeed()
      throw error
    }
  }
}
