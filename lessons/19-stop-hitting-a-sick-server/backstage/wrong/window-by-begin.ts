import { checkBreaker } from '../../check-options.ts'
import { CircuitOpenError } from '../../errors.ts'
import { isServerFailure } from '../../is-server-failure.ts'
import type { CircuitBreakerOptions, Guarded } from '../../types.ts'

export { bulkhead } from '../solution.ts'

/**
 * Believes that a call belongs to the moment at which it began.
 *
 * @fails opens if too many of the latest calls failed
 * @diagnosis keeps when each call began
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

  let calls: { readonly atMs: number; readonly failed: boolean }[] = []

  function isOver(): boolean {
    if (!rate) return false
    const nowMs = performance.now()
    const latest = calls.filter(({ atMs }) => nowMs - atMs < rate.windowMs)
    const share = latest.filter(({ failed }) => failed).length / latest.length
    return latest.length >= rate.atLeast && share > rate.over
  }

  function fail(): void {
    inARow += 1
    if (isOver() || isProbing || inARow >= failures) openUntilMs = performance.now() + coolDownMs
    isProbing = false
  }

  function succeed(): void {
    inARow = 0
    if (isProbing) calls = []
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
    const atMs = performance.now()
    const note = (failed: boolean): void => void calls.push({ atMs, failed })
    try {
      const value = await fn(...args)
      note(false)
      succeed()
      return value
    } catch (error) {
      note(isFailure(error))
      if (isFailure(error)) fail()
      else succeed()
      throw error
    }
  }
}
