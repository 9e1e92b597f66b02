import { checkBreaker } from '../../check-options.ts'
import { CircuitOpenError } from '../../errors.ts'
import { isServerFailure } from '../../is-server-failure.ts'
import type { CircuitBreakerOptions, Guarded } from '../../types.ts'

export { bulkhead } from '../solution.ts'

/** A hook, for a log or so. */
async function beforeProbe(): Promise<void> {}

/**
 * Believes that no other call can come between two lines of an `async` function. But each `await` lets others run.
 *
 * @fails lets one call through after the cool-down, the probe
 * @diagnosis without an `await` in between
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
      await beforeProbe()
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
