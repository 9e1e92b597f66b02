/**
 * One way to get the answer. It is called once, with the signal that tells it to give up, and has
 * won when its promise is fulfilled before any other: let that be with the finished value.
 */
export type Contender<T> = (options: { readonly signal: AbortSignal }) => Promise<T>

/** Options of `firstGood`. */
export interface FirstGoodOptions {
  /** Tells every task to give up. */
  readonly signal?: AbortSignal | undefined
}
