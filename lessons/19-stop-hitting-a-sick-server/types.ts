/** Opens the circuit at a share of failures, consecutive or not. */
export interface FailureRate {
  /** The share of calls that may fail: 0.5 opens when more than half of them fail. 0 or more, below 1. */
  readonly over: number
  /** Only calls that ended within the last `windowMs` ms count. */
  readonly windowMs: number
  /** With fewer calls than this in the window, the rate is ignored. At least 1. */
  readonly atLeast: number
}

/** Options of `circuitBreaker`. */
export interface CircuitBreakerOptions<A extends readonly unknown[], R> {
  /** How many failures in a row open the circuit: a whole number of 1 or more. `Infinity`: only `rate` can. */
  readonly failures: number
  /** How long the circuit stays open before a call may try the server again, in ms. Above 0. */
  readonly coolDownMs: number
  /**
   * Whether an error counts as a failure of the server. Default: `isServerFailure`. A star: if it throws, the call
   * rejects with what it threw, and counts for nothing: neither as a failure nor as a success.
   */
  readonly isFailure?: ((error: unknown) => boolean) | undefined
  /**
   * A star. When a call fails, it opens the circuit if at least `atLeast` calls ended in the last `windowMs`, this
   * one included, and more than the share `over` of them failed. When the circuit closes, these calls are forgotten.
   */
  readonly rate?: FailureRate | undefined
  /**
   * A star. If a call is refused, or its error is a failure, `fallback` is called with the error and the arguments, even
   * if the failure came too late to count. The caller gets its result, or its error. A failure counts even if `fallback`
   * succeeds. If the caller aborts and that doesn't count as a failure, `fallback` isn't called.
   */
  readonly fallback?: ((error: unknown, ...args: A) => R | PromiseLike<R>) | undefined
}

/**
 * What `circuitBreaker` returns: a function that takes the arguments of `fn` and passes them on. All calls of
 * one such function share one circuit, so make one for each server, and keep it.
 *
 * A star: if the `signal` in the last argument aborts, the call rejects at once with `signal.reason`.
 * - If it had aborted before the call, `fn` isn't called, even if the circuit is open. Such a call counts for nothing.
 * - If it aborts while the call of `fn` is in flight, `isFailure` decides if the reason is a `TimeoutError` (by
 *   default, it counts). Otherwise, the call counts for nothing.
 * - If a probe counts for nothing, the next call is the probe.
 */
export type Guarded<A extends readonly unknown[], R> = (...args: A) => Promise<R>

/** Options of `bulkhead`. If no slot and no place in the queue is free, it rejects calls with a `BulkheadFullError`. */
export interface BulkheadOptions {
  /** How many calls may be in flight: a whole number of 1 or more. */
  readonly slots: number
  /** How many more may wait for a slot: a whole number of 0 or more. */
  readonly queue: number
  /**
   * How long a call takes, as far as you know, in ms. A call whose deadline is closer than that is never begun.
   * Default: 0.
   */
  readonly needsMs?: number | undefined
}

/** The work of one call, as in lesson 08. Its signal aborts at the deadline and when the caller aborts. */
export type Work<T> = (options: { readonly signal: AbortSignal }) => T | PromiseLike<T>

/** Options of one call through a bulkhead. */
export interface RunOptions {
  /** When it aborts, the call rejects right away with `signal.reason`, also while it waits. */
  readonly signal?: AbortSignal | undefined
  /**
   * When the call has to end at the latest, on the clock of `performance.now()`. Default: `Infinity`. A call that
   * hasn't begun rejects with a `TimeoutError` as soon as less than `needsMs` is left, even if the bulkhead is full.
   * A call in flight rejects with a `TimeoutError` at the deadline. Its work is aborted then, and holds its slot until it
   * has ended.
   */
  readonly deadlineMs?: number | undefined
}

/** What `bulkhead` returns: it runs work as soon as a slot is free. All work that it runs shares its slots. */
export type Bulkhead = <T>(work: Work<T>, options?: RunOptions) => Promise<T>
