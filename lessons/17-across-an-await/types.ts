export type { BasketItem } from '@overlap/mock-server'

/** Options of everything that waits. */
export interface Abortable {
  /**
   * If it aborts, or has already aborted, the promise rejects at once with its reason. Once the promise
   * has settled, no listener is left on it.
   */
  readonly signal?: AbortSignal | undefined
}

/** The right to hold a lock. `await using` releases the lock however the block ends. */
export interface Slot extends AsyncDisposable {
  /**
   * Releases the lock: passes it on to the call that has waited longest. Releasing a slot again does
   * nothing.
   */
  [Symbol.asyncDispose](): Promise<void>
}

/** A lock that has at most one holder at a time (a _mutex_). `createLock` makes it. */
export interface Lock {
  /** Whether a call holds the lock. */
  readonly isLocked: boolean
  /**
   * Waits until the lock is free, then takes it. First come, first served.
   *
   * If the holder acquires the lock again, it waits forever.
   *
   * The signal ends the waiting. Once the promise has resolved, the signal does nothing any more.
   */
  acquire(options?: Abortable): Promise<Slot>
}

/** A lock for each key. `lockPerKey` makes it. Keys are compared as in a `Map`. */
export interface LockPerKey {
  /** The number of keys whose lock a call holds or waits for. */
  readonly size: number
  /**
   * Waits until the lock of this key is free, then takes it. Other keys don't matter. Releasing its slot
   * again does nothing, here too.
   */
  acquire(key: unknown, options?: Abortable): Promise<Slot>
}

/** A function that `latest` calls, with `{ signal }`. It may also throw, or return a plain value. */
export type Work<Arg, T> = (
  arg: Arg,
  options: { readonly signal: AbortSignal },
) => T | PromiseLike<T>

/**
 * The function that `latest` makes. Its `signal` aborts only its own call. If the signal has already
 * aborted, the call rejects with its reason, doesn't call `fn`, and replaces nothing.
 */
export type Latest<Arg, T> = (arg: Arg, options?: Abortable) => Promise<T>
