/** Options of one call of a shared function. */
export interface CallOptions {
  /** When it aborts, this call rejects right away with `signal.reason`. Other callers aren't affected. */
  readonly signal?: AbortSignal | undefined
}

/**
 * The function that does the work. Its signal aborts when every caller who waits for this call has aborted.
 * A function that throws counts as one that rejects. It must not wait for a call with its own key: it
 * would wait for itself.
 */
export type Work<Arg, T> = (
  arg: Arg,
  options: { readonly signal: AbortSignal },
) => T | PromiseLike<T>

/** What `singleFlight`, `cached` and `batched` return. All callers of one call get the same object: don't change it. */
export type Shared<Arg, T> = (arg: Arg, options?: CallOptions) => Promise<T>

/** Options of `singleFlight`. */
export interface SingleFlightOptions<Arg> {
  /**
   * Arguments with the same key share a call. Keys are compared as in a `Map`. Default: the argument
   * itself. If arguments are objects, return a string or a number. If `key` throws, the call rejects.
   */
  readonly key?: ((arg: Arg) => unknown) | undefined
}

/** Options of `cached`. */
export interface CacheOptions<Arg> extends SingleFlightOptions<Arg> {
  /** How long a value is fresh after it has arrived, in ms. 0: not at all. `Infinity` is allowed. */
  readonly ttlMs: number
  /**
   * How long a value is still served after that, in ms, while a call in the background replaces it. If
   * that call fails, the error is dropped and the old value stays. Default: 0.
   */
  readonly staleMs?: number | undefined
  /** How many values to keep. If there are more, the least recently used one goes. Default: 1000. */
  readonly maxSize?: number | undefined
}

/**
 * Loads several values with one call. It gets each key once, and returns the values in the same order. An
 * `Error` in place of a value is the error of that key alone. Its signal aborts when all callers in the
 * batch have aborted.
 */
export type LoadMany<Key, T> = (
  keys: readonly Key[],
  options: { readonly signal: AbortSignal },
) => readonly (T | Error)[] | PromiseLike<readonly (T | Error)[]>

/** Options of `batched`. */
export interface BatchOptions {
  /** The batch is sent when it has so many keys. Default: `Infinity`. */
  readonly maxSize?: number | undefined
  /** It is also sent so many ms after its first key. Default: 0, which is the next turn of the event loop. */
  readonly waitMs?: number | undefined
}
