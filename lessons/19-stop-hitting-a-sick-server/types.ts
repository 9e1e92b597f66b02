/** When failures that don't come in a row open the circuit. */
export interface FailureRate {
  /** The share of calls that may fail: 0.5 opens when more than half of them fail. 0 or more, below 1. */
  readonly over: number
  /** Only calls that ended less than this long ago count, in ms. */
  readonly windowMs: number
  /** If fewer calls than this ended in that time, their share says nothing. At least 1. */
  readonly atLeast: number
}

/** Options of `circuitBreaker`. */
export interface CircuitBreakerOptions<A extends readonly unknown[], R> {
  /** How many failures in a row open the circuit: a whole number of 1 or more. `Infinity`: only `rate` does. */
  readonly failures: number
  /** How long the circuit stays open before a call may try the server again, in ms. Above 0. */
  readonly coolDownMs: number
  /**
   * Whether an error counts as a failure of the server. Default: `isServerFailure`. If it throws, the call
   * rejects with what it threw, and counts for nothing.
   */
  readonly isFailure?: ((error: unknown) => boolean) | undefined
  /**
   * A star. When a call fails, it opens the circuit if at least `atLeast` calls ended in the last `windowMs`, this
   * one included, and more than the share `over` of them failed. When the circuit closes, these calls are forgotten.
   */
  readonly rate?: FailureRate | undefined
  /**
   * A star. Called instead of failing, with the error and the arguments, if the call was refused or if it
   * counts as failed. The caller gets its result, or its error. The failure still counts.
   */
  readonly fallback?: ((error: unknown, ...args: A) => R | PromiseLike<R>) | undefined
}

/**
 * What `circuitBreaker` returns: a function that takes the arguments of `fn` and passes them on. All calls of
 * one such function share one circuit, so make one for each server, and keep it.
 */
export type Guarded<A extends readonly unknown[], R> = (...args: A) => Promise<R>

/** Options of `bulkhead`. It refuses calls with a `BulkheadFullError` if no slot and no place in the queue is free. */
export interface BulkheadOptions {
  /** How many calls may be in flight: a whole number of 1 or more. */
  readonly slots: number
  /** How many more may wait for a slot: a whole number of 0 or more. */
  readonly queue: number
  /**
   * How long a call takes, as far as you know, in ms. A call with less time left before its deadline isn't
   * begun. Default: 0.
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
   * When the call has to end at the latest, on the clock of `performance.now()`. Default: `Infinity`. If too little
   * time is left before the work has begun, or at the deadline, the call rejects with a `TimeoutError`. Work that
   * runs is aborted then, and holds its slot until it has ended.
   */
  readonly deadlineMs?: number | undefined
}

/** What `bulkhead` returns: it runs work as soon as a slot is free. All work that it runs shares its slots. */
export type Bulkhead = <T>(work: Work<T>, options?: RunOptions) => Promise<T>
