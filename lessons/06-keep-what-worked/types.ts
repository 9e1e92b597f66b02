/**
 * Functions by name. Each is called once, with a signal that aborts when the caller no longer needs the
 * result. It may return a plain value. A task fails if its promise rejects, or if it throws before it
 * returns one (a star).
 */
export type Tasks = Record<string, (options: { readonly signal: AbortSignal }) => unknown>

/** How each task ended. Its name is in `values` or in `errors`, never in both. */
export interface Settled<T extends Tasks> {
  /** What the tasks that worked returned, by name. A value may be null or undefined. */
  readonly values: { readonly [K in keyof T]?: Awaited<ReturnType<T[K]>> }
  /** What the tasks that failed threw, by name. */
  readonly errors: { readonly [K in keyof T]?: unknown }
}

/** Options of `settleAll`. */
export interface SettleAllOptions {
  /** The caller's signal. Every task gets it. */
  readonly signal?: AbortSignal | undefined
}
