/**
 * A task: one way to get the answer. `firstGood` calls it once. It should stop when its `signal` aborts.
 *
 * It succeeds when its promise resolves. If its value is a `Response`, the body may still be arriving.
 */
export type Contender<T> = (options: { readonly signal: AbortSignal }) => Promise<T>

/** Options of `firstGood`. */
export interface FirstGoodOptions {
  /**
   * The caller's signal. When it aborts, so does every task's signal, even the winner's.
   */
  readonly signal?: AbortSignal | undefined
}
