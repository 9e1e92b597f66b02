/** Options of `rateLimiter`. */
export interface RateLimiterOptions {
  /** How many calls may start within `perMs`. A whole number >= 1. */
  readonly limit: number
  /** The length of a window in ms. A call that started at t leaves the window at exactly t + `perMs`. */
  readonly perMs: number
  /**
   * Makes it a token bucket. It holds `burst` tokens at the start and never more. `limit` tokens per `perMs`
   * come back, evenly, and each call takes 1. A whole number >= 1.
   */
  readonly burst?: number | undefined
  /**
   * Whether no window of `perMs` may hold more than `limit` calls, wherever it begins. Default: `true`, but
   * `false` if `burst` is set. If both are set, both limits apply. `false` without `burst` is a token bucket
   * that holds `limit`.
   */
  readonly strict?: boolean | undefined
}

/** Options of `take` and `wrap`. */
export interface TakeOptions {
  /** When it aborts, a call that still waits rejects with `signal.reason`, and the next one gets its place. */
  readonly signal?: AbortSignal | undefined
  /**
   * As how many calls it counts. Default: 1. A whole number, and at most what may start at once: `burst` if it is set,
   * and `limit` unless `strict` is `false`. Otherwise, it rejects with a `RangeError`.
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
   * Resolves as soon as one more call may start. First come, first served.
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
   * Makes the limiter wait if the server says that it's out of quota. It never shortens an earlier wait.
   *
   * - With a `Retry-After`, nothing starts until then, whatever the status.
   * - A 429 without it: until the quota's reset, or for `perMs` if the response doesn't mention a reset.
   * - Any other response with nothing left, although this limiter would let a call start: until the reset.
   *   Then something else uses the same quota.
   */
  learn(response: LimitedResponse): void
}

/** A limit for each key, such as a user or an API key. */
export interface KeyedLimiter {
  /** Resolves as soon as one more call with this key may start. Keys are compared as in a `Map`. */
  take(key: unknown, options?: TakeOptions): Promise<void>
  /** How many keys it holds in memory. */
  readonly size: number
}
