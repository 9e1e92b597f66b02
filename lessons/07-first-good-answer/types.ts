/**
 * One way to get the answer. It is called once, and should stop when its `signal` aborts.
 *
 * It succeeds when its promise resolves. If its value is a `Response`, the body may still be arriving.
 */
export type Contender<T> = (options: { readonly signal: AbortSignal }) => Promise<T>

/** Options of `firstGood`. */
export interface FirstGoodOptions {
  /**
   * The caller's signal. When it aborts, so does every task's signal, even that of a task that has won.
   */
  readonly signal?: AbortSignal | undefined
}
