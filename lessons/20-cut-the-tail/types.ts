/** Options of one call of a hedged function. */
export interface CallOptions {
  /** When it aborts, the calls in flight are aborted, and the promise rejects right away with `signal.reason`. */
  readonly signal?: AbortSignal | undefined
}

/**
 * The function that does the work: once for each call of the hedged function, or twice if the first is slow.
 * A function that throws counts as one that rejects. It should stop when its signal aborts.
 */
export type Work<Arg, T> = (
  arg: Arg,
  options: { readonly signal: AbortSignal },
) => T | PromiseLike<T>

/** What `hedged` returns. It can be called many times, also concurrently. Each has its own budget and delay. */
export type Hedged<Arg, T> = (arg: Arg, options?: CallOptions) => Promise<T>

/** Options of `hedged`. */
export interface HedgedOptions<Arg> {
  /**
   * How long the first call may take before the second is sent, in ms. `Infinity`: no second call.
   *
   * `'p95'`: the 95th percentile of the last 200 answers. An answer is timed from the call of the hedged
   * function until its promise resolves. Failures and aborts don't count. With fewer than 20 answers so far, no
   * second call is sent.
   */
  readonly afterMs: number | 'p95'
  /**
   * The share of calls that may get a second one, from 0 to 1. Default: no limit. Each call of the hedged
   * function adds `maxExtra` when it starts, and a second call takes 1. The budget starts at 0 and holds
   * at most 10. If it holds less than 1 when a second call is due, none is sent, even if the budget fills up later.
   * Allow for rounding: ten times 0.1 counts as 1. Whether an unsafe call adds to it is up to you.
   */
  readonly maxExtra?: number | undefined
  /**
   * Whether the work is safe to do twice for this argument. If not, no second call is sent, and everything
   * else stays the same. If `isSafe` throws, the call rejects with that error. Default: always safe.
   */
  readonly isSafe?: ((arg: Arg) => boolean) | undefined
}
