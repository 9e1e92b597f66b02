/**
 * Tasks by name. Each is called once, with a signal that aborts when the caller no longer needs the
 * results. It may return a plain value. A task fails if its promise rejects, or if it throws before it
 * returns a promise (one of the stars).
 */
export type Tasks = Record<string, (options: { readonly signal: AbortSignal }) => unknown>

/** How each task ended. Its name is in `values` or in `errors`, never in both. */
export interface Settled<T extends Tasks> {
  /** The results of the tasks that worked, by name. A result may be null or undefined. */
  readonly values: { readonly [K in keyof T]?: Awaited<ReturnType<T[K]>> }
  /** The errors of the tasks that failed, by name. */
  readonly errors: { readonly [K in keyof T]?: unknown }
}

/** Options of `settleAll`. */
export interface SettleAllOptions {
  /** The caller's signal. Every task gets it. */
  readonly signal?: AbortSignal | undefined
}
