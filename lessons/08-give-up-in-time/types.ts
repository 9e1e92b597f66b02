/**
 * Work that a timeout can end. It stops when the signal that it is given aborts, or at least it should.
 * It may also return a plain value, or throw before it returns a promise.
 */
export type Abortable<T> = (options: { readonly signal: AbortSignal }) => T | PromiseLike<T>

/** Options of `withTimeout`. */
export interface TimeoutOptions {
  /** How long the work may take, in ms: 0 or more. `Infinity`: as long as it needs. */
  readonly timeoutMs: number
  /** The caller's signal. When it aborts, so does the work. */
  readonly signal?: AbortSignal | undefined
}

/** Options of `withDeadline`. */
export interface DeadlineOptions {
  /**
   * The moment by which the work has to end, on the clock of `performance.now()`. `Infinity`: there is
   * no deadline.
   */
  readonly deadlineMs: number
  /** The caller's signal. When it aborts, so does the work. */
  readonly signal?: AbortSignal | undefined
}
