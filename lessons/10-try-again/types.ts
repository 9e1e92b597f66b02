/**
 * A piece of work that can be done again: it is called anew for each attempt, with the number of the
 * attempt (1, 2, 3 …) and the signal that tells it to give up.
 */
export type Attempt<T> = (options: {
  readonly signal: AbortSignal
  readonly attempt: number
}) => T | PromiseLike<T>

/** A failure after which another attempt follows. */
export interface FailedAttempt {
  /** What the attempt threw, untouched. */
  readonly error: unknown
  /** Which attempt it was: 1 for the first. */
  readonly attempt: number
  /** How long `retry` waits from now on. */
  readonly delayMs: number
}

/** Options of `retry`. */
export interface RetryOptions {
  /** How often to try again: 2, the default, means 3 attempts at most. May be `Infinity`. */
  readonly retries?: number | undefined
  /**
   * Whether to try again after this error of this attempt. Not asked when no attempt is left. Its
   * answer may be a promise. Default: `isTransient`.
   */
  readonly shouldRetry?:
    | ((error: unknown, attempt: number) => boolean | PromiseLike<boolean>)
    | undefined
  /** How long to wait after this attempt, in ms; 0 is a turn of the event loop. Default: 100. */
  readonly delayMs?: number | ((attempt: number, error: unknown) => number) | undefined
  /** Is told of each failure after which another attempt follows, before the wait. */
  readonly onRetry?: ((failed: FailedAttempt) => unknown) | undefined
  /** Ends it all at once: the attempt, the wait, and any further attempt. */
  readonly signal?: AbortSignal | undefined
}

/** Options of `placeOrder`. */
export interface PlaceOrderOptions extends RetryOptions {
  /**
   * By what the shop knows all attempts at this order for one. Default: a new one for each order.
   * `null`: this shop knows no such keys.
   */
  readonly idempotencyKey?: string | null | undefined
}
