/**
 * The function that `retry` calls: once for each attempt. It gets the number of the attempt (1, 2,
 * 3 …) and a signal that aborts when the caller's signal does. An attempt fails if the promise rejects
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

/** Options of `retry`. */
export interface RetryOptions {
  /** How many attempts may follow the first one. The default, 2, allows 3 attempts. `Infinity` is allowed. */
  readonly retries?: number | undefined
  /**
   * Whether to retry after this error of this attempt. It may return a promise. Not called when no
   * retry is left. Default: `isTransient`.
   */
  readonly shouldRetry?:
    | ((error: unknown, attempt: number) => boolean | PromiseLike<boolean>)
    | undefined
  /** How long to pause after this attempt, in ms: a number, or a function. Default: 100. */
  readonly delayMs?: number | ((attempt: number, error: unknown) => number) | undefined
  /** Called before each pause, for logs and metrics. */
  readonly onRetry?: ((failed: FailedAttempt) => void) | undefined
  /** When it aborts, `retry` rejects right away: no attempt, pause or retry goes on. */
  readonly signal?: AbortSignal | undefined
}

/** Options of `placeOrder`. */
export interface PlaceOrderOptions extends RetryOptions {
  /**
   * The same in all attempts, so the shop knows that they mean the same order. Default: a new random
   * key for each order.
   * `null`: this shop doesn't support keys, so send the order once.
   */
  readonly idempotencyKey?: string | null | undefined
}
