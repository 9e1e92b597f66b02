/**
 * A task that a timeout can end. It should stop when `signal` aborts.
 * It may also return a plain value, or throw before it returns a promise.
 */
export type Abortable<T> = (options: { readonly signal: AbortSignal }) => T | PromiseLike<T>

/** Options of `withTimeout`. */
export interface TimeoutOptions {
  /** How long the work may take, in ms: 0 or more. `Infinity`: as long as it needs. */
  readonly timeoutMs: number
  /** The caller's signal. When it aborts, the work's signal is aborted, too. */
  readonly signal?: AbortSignal | undefined
}

/** Options of `withDeadline`. */
export interface DeadlineOptions {
  /**
   * When the work has to end at the latest, on the clock of `performance.now()`. `Infinity`: there is no
   * deadline.
   */
  readonly deadlineMs: number
  /** The caller's signal. When it aborts, the work's signal is aborted, too. */
  readonly signal?: AbortSignal | undefined
}
