/**
 * A promise that knows whether anyone has awaited it: with `await`, `then` or `catch`, or by passing
 * it to `Promise.all` and the like. `Promise.race` counts, too, although it drops every error but the
 * first.
 *
 * It never causes an unhandled rejection, so its creator has to handle the errors that nobody
 * awaited.
 */
export class TrackedPromise<T> extends Promise<T> {
  /** Whether anyone has awaited it, before or after it settled. */
  wasAwaited = false

  /** Creates a TrackedPromise that settles like `work`. */
  static of<T>(work: PromiseLike<T>): TrackedPromise<T> {
    const promise = new TrackedPromise<T>((resolve) => resolve(work))
    // A handler, so that Node reports no unhandled rejection. It bypasses `then` below, so that it
    // doesn't count as an await.
    void Promise.prototype.then.call(promise, undefined, () => {})
    return promise
  }

  /** `then`, `catch` and `finally` return ordinary promises. */
  static override get [Symbol.species](): PromiseConstructor {
    return Promise
  }

  // `await` calls this, too; it skips `then` only for ordinary promises.
  // oxlint-disable-next-line unicorn/no-thenable -- a subclass of Promise has to have it
  override then<A = T, B = never>(
    onFulfilled?: ((value: T) => A | PromiseLike<A>) | null,
    onRejected?: ((reason: unknown) => B | PromiseLike<B>) | null,
  ): Promise<A | B> {
    this.wasAwaited = true
    return super.then(onFulfilled, onRejected)
  }
}
