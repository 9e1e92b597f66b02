/** What a caller may pass after the arguments. The last argument is this only if `signal` is its only property. */
export interface CallOptions {
  /** When it aborts, this call rejects right away with `signal.reason`. Other callers aren't affected. */
  readonly signal: AbortSignal | undefined
}

/** What `fn` gets after the arguments. */
export interface WorkOptions {
  /** It aborts when every caller who waits for this call has aborted. */
  readonly signal: AbortSignal
}

/**
 * The function that does the work. It gets the arguments of the caller, and `{ signal }` as the last one.
 *
 * If it throws, that counts as a rejection. It must not await a call with its own key: that never ends.
 *
 * `{ signal }` takes the place of an optional argument that the caller leaves out. So wrap such a function:
 * `(id: number) => load(id)`.
 */
export type Work<Params extends readonly unknown[], T> = (...params: Params) => T | PromiseLike<T>

/** The parameters of `fn`, without its `{ signal }`. */
export type Arguments<Params extends readonly unknown[]> = Params extends readonly [
  ...infer Args,
  infer Last,
]
  ? unknown extends Last
    ? Params
    : Last extends WorkOptions
      ? Args
      : Params
  : Params

/**
 * What `singleFlight`, `cached` and `batched` return. It takes the arguments of `fn`, and `{ signal }` after
 * them if the caller may abort. All callers of one call get the same object: don't change it.
 */
export type Shared<Args extends readonly unknown[], T> = (
  ...args: Args | [...Args, CallOptions]
) => Promise<T>

/** Options of `singleFlight`. */
export interface SingleFlightOptions<Args extends readonly unknown[]> {
  /**
   * Calls with the same key share a call of `fn`. Keys are compared as in a `Map`. If `key` throws, the
   * call rejects.
   *
   * Default: all arguments are the key, and each is compared as in a `Map`. So `1` isn't `'1'`, and
   * two objects never share a key. If your arguments are objects, return a string or a number from `key`.
   */
  readonly key?: ((...args: Args) => unknown) | undefined
}

/** Options of `cached`. */
export interface CacheOptions<Args extends readonly unknown[]> extends SingleFlightOptions<Args> {
  /**
   * How long a value stays fresh after it arrives, in ms. With 0, it's never fresh. `Infinity` is allowed. Count with
   * `performance.now()`: `Date.now()` jumps when someone sets the clock of the computer.
   */
  readonly ttlMs: number
  /**
   * How long a value is still served after that, in ms, while a call in the background replaces it. No
   * caller's abort stops that call. If it fails, its error is dropped, the old value stays, and the next
   * caller starts another one. Default: 0.
   */
  readonly staleMs?: number | undefined
  /**
   * How many values to keep. If there are more, the least recently used one is evicted. Loading a value counts as a
   * use, and so does each hit, even on a stale value. Default: 1000.
   */
  readonly maxSize?: number | undefined
}

/**
 * Loads several values with one call. It gets the keys in the order in which they came, and returns their values in
 * that order. Return an `Error` in place of a value to reject only the callers of that key. If it returns anything but an array with
 * one entry for each key, every caller in the batch gets a `TypeError`.
 *
 * A key that is queued or in flight isn't loaded again: its callers share one result. If all callers of a queued key
 * abort, it's removed from the batch, and an empty batch isn't sent. The signal aborts when all callers in the batch have aborted.
 */
export type LoadMany<Key, T> = (
  keys: readonly Key[],
  options: WorkOptions,
) => readonly (T | Error)[] | PromiseLike<readonly (T | Error)[]>

/** Options of `batched`. */
export interface BatchOptions {
  /** A batch is sent as soon as it has this many keys. Default: `Infinity`. */
  readonly maxSize?: number | undefined
  /**
   * A batch is sent this many ms after its first key, or earlier if it's full. Default: 0, the next turn of the
   * event loop.
   */
  readonly waitMs?: number | undefined
}
