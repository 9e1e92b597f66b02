/**
 * The task that `retry` calls: once for each attempt. It gets the number of the attempt (1, 2,
 * 3 …) and a signal that aborts only when the caller's signal does. An attempt fails if the promise rejects
 * or if the function throws.
 */
export type Attempt<T> = (options: {
  readonly signal: AbortSignal
  readonly attempt: number
}) => T | PromiseLike<T>

/** A failed attempt that will be retried. */
export interface FailedAttempt {
  /** What the attempt threw, unchanged. */
  readonly error: unknown
  /** The number of the attempt: 1 for the first. */
  readonly attempt: number
  /** How long the pause before the next attempt takes, in ms. */
  readonly delayMs: number
}

/** Options of `retry`. If one of the functions throws, `retry` rejects with that error: no attempt follows. */
export interface RetryOptions {
  /** How many attempts may follow the first one. The default, 2, allows 3 attempts. `Infinity` is allowed. */
  readonly retries?: number | undefined
  /**
   * Whether to retry after this attempt failed with this error. It may return a promise. Not called
   * when no retry is left. Default: `isTransient`.
   */
  readonly shouldRetry?:
    | ((error: unknown, attempt: number) => boolean | PromiseLike<boolean>)
    | undefined
  /** How long to pause after this attempt, in ms: a number, or a function. Default: 100. */
  readonly delayMs?: number | ((attempt: number, error: unknown) => number) | undefined
  /** Called before each pause, for logs and metrics. */
  readonly onRetry?: ((failed: FailedAttempt) => void) | undefined
  /** When it aborts, `retry` rejects right away and starts nothing else. */
  readonly signal?: AbortSignal | undefined
}

/** Options of `placeOrder`. */
export interface PlaceOrderOptions extends RetryOptions {
  /**
   * Sent with every attempt, so the shop recognizes a repeated order. Default: a new random key for
   * each order.
   * `null`: this shop doesn't support keys, so send the order once.
   */
  readonly idempotencyKey?: string | null | undefined
}
