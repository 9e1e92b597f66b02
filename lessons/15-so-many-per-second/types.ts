/** Options of `rateLimiter`. */
export interface RateLimiterOptions {
  /** How many calls may start within `perMs`. A whole number >= 1. */
  readonly limit: number
  /**
   * The length of a window in ms. A call that started at t leaves the window at exactly t + `perMs`. Measured with
   * `performance.now()`, because the computer's clock may be set back.
   */
  readonly perMs: number
  /**
   * Turns the limiter into a token bucket. It starts full and holds at most `burst` tokens. `limit` tokens per
   * `perMs` come back, evenly, and each call takes 1. A whole number >= 1.
   */
  readonly burst?: number | undefined
  /**
   * Whether no window of `perMs` may hold more than `limit` calls, wherever it begins. Default: `true`, but
   * `false` if `burst` is set. If `burst` is set and `strict` is `true`, both limits apply. `false` without
   * `burst` is a token bucket that holds `limit`.
   */
  readonly strict?: boolean | undefined
}

/** Options of `take` and `wrap`. */
export interface TakeOptions {
  /** When it aborts, a call that still waits rejects with `signal.reason`, and the next call gets its place. */
  readonly signal?: AbortSignal | undefined
  /**
   * How many calls it counts as. Default: 1. A whole number >= 1: at most `burst` (without it, `limit`), and at
   * most `limit` if `strict` applies. If it's out of range, `take` rejects with a `RangeError`.
   */
  readonly weight?: number | undefined
}

/** The parts of a `Response` that `learn` reads. */
export interface LimitedResponse {
  /** The status code, such as 429. */
  readonly status: number
  /** The headers of the response. */
  readonly headers: Headers
}

/** Decides when each call may start. All calls that share a limit share one limiter. */
export interface RateLimiter {
  /**
   * Resolves as soon as one more call may start. First come, first served. A call that waits keeps the process
   * alive.
   *
   * @throws `signal.reason`, untouched, if the signal aborts before that.
   * @throws {RangeError} if `weight` is out of range.
   */
  take(options?: TakeOptions): Promise<void>
  /**
   * Returns a function that calls `take`, then `fn` with the same `this` and arguments. It settles as `fn`
   * does. If `fn` throws, it rejects.
   *
   * @throws {TypeError} if `fn` isn't a function.
   */
  wrap<This, Args extends unknown[], Result>(
    fn: (this: This, ...args: Args) => Result | PromiseLike<Result>,
    options?: TakeOptions,
  ): (this: This, ...args: Args) => Promise<Result>
  /**
   * Makes calls wait if the response says that the quota is used up. It never shortens an earlier wait.
   *
   * - After a `Retry-After`, nothing starts until then, whatever the status.
   * - After a 429 without `Retry-After`, nothing starts until the quota resets, or for `perMs` if the response
   *   doesn't mention a reset.
   * - If another response, without `Retry-After`, says that the quota is used up while this limiter still has
   *   room, something else uses the same quota. Nothing starts until the reset.
   */
  learn(response: LimitedResponse): void
}

/** A limit for each key, such as a user or an API key. */
export interface KeyedLimiter {
  /**
   * Does for this key what `take` of a `rateLimiter` with the same options does. Keys are compared as in a `Map`.
   */
  take(key: unknown, options?: TakeOptions): Promise<void>
  /**
   * How many keys it holds in memory. A key that comes back after it was forgotten starts with its full limit. So
   * forget a key only when its full limit is free.
   */
  readonly size: number
}
