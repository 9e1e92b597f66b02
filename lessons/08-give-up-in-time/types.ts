/** Work that can be given up: it gets a signal, and hands it on to whatever it waits for. */
export type Abortable<T> = (options: { readonly signal: AbortSignal }) => T | PromiseLike<T>

/** Options of `withTimeout`. */
export interface TimeoutOptions {
  /** How long the work may take: 0 or more, in ms. `Infinity`: as long as it likes. */
  readonly timeoutMs: number
  /** Gives the work up earlier. */
  readonly signal?: AbortSignal | undefined
}

/** Options of `withDeadline`. */
export interface DeadlineOptions {
  /** When the work has to be done, on the clock of `performance.now()`. `Infinity`: some time. */
  readonly deadlineMs: number
  /** Gives the work up earlier. */
  readonly signal?: AbortSignal | undefined
}
