/** Work by name. Each task is called once, with the signal that tells it to give up. */
export type Tasks = Record<string, (options: { readonly signal: AbortSignal }) => unknown>

/** What became of each task: its name is in `values` or in `errors`, never in both. */
export interface Settled<T extends Tasks> {
  /** What the tasks that worked gave, by name. A value may be null or undefined. */
  readonly values: { readonly [K in keyof T]?: Awaited<ReturnType<T[K]>> }
  /** What the tasks that failed threw, by name. */
  readonly errors: { readonly [K in keyof T]?: unknown }
}

/** Options of `settleAll`. */
export interface SettleAllOptions {
  /** Tells every task to give up. */
  readonly signal?: AbortSignal | undefined
}
