/**
 * A source of items: an array, a `Set`, a generator, an async generator … An item may be a promise. The pool awaits
 * that promise first. While it is pending, it holds a slot. Its work has already started, so the pool can't limit it.
 */
export type Source<T> = Iterable<T | PromiseLike<T>> | AsyncIterable<T | PromiseLike<T>>

/**
 * The function that `mapPool` calls once for each item. It may return a promise or a plain value. It fails if its
 * promise rejects or if it throws.
 *
 * Its `signal` aborts when the pool stops early: when a call fails, or when the caller aborts. It doesn't abort after
 * success, because the body of a `Response` that `fn` returned may still be arriving.
 */
export type Mapper<T, R> = (
  item: T,
  index: number,
  options: { readonly signal: AbortSignal },
) => R | PromiseLike<R>

/** Options of `mapPool`. */
export interface MapPoolOptions {
  /**
   * How many calls may be in flight: a whole number of 1 or more, or `Infinity`. Otherwise, `mapPool` rejects with a
   * `RangeError` that names `limit`. If `items` isn't iterable or `fn` isn't a function, it rejects with a `TypeError`
   * that names `items` or `fn`.
   */
  readonly limit: number
  /** When it aborts, `mapPool` rejects right away, starts nothing more and closes the source. */
  readonly signal?: AbortSignal | undefined
  /**
   * `true`, the default: the first error stops the pool. `false`: call `fn` for every item; if any call
   * failed, reject at the end with an `AggregateError`. Its `errors` are in the order of the items.
   */
  readonly stopOnError?: boolean | undefined
}

/** A limit shared by calls from many places. `createLimit` returns it. */
export interface Limit {
  /**
   * Calls `fn(...args)` as soon as a slot is free, but never before `run` has returned. Waiting calls start
   * first come, first served. Each call runs in the `AsyncLocalStorage` context of its caller.
   *
   * Don't await it inside an `fn` that holds a slot of the same limit: if every slot is held by a call
   * that waits for a slot, none of them ever ends (a deadlock).
   *
   * @returns A promise that settles like the call. It rejects with an `AbortError` if `clear` removed the
   * call, and with a `TypeError` if `fn` isn't a function.
   */
  <A extends readonly unknown[], R>(fn: (...args: A) => R | PromiseLike<R>, ...args: A): Promise<R>
  /** How many calls hold a slot. */
  readonly activeCount: number
  /** How many calls wait for a slot. */
  readonly pendingCount: number
  /**
   * How many calls may be in flight. If you raise it, waiting calls start at once. If you lower it, calls in flight
   * continue, and no new one starts until fewer than `limit` are left. A value that isn't a whole number of 1 or more,
   * or `Infinity`, throws a `RangeError`.
   */
  limit: number
  /** Removes all waiting calls: their promises reject with an `AbortError`. Calls in flight continue. */
  clear(): void
}
