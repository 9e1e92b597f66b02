/**
 * A promise that knows whether anybody has listened to it: by `await`, `then` or `catch`, or by
 * putting it into a list for `Promise.all`.
 *
 * The platform does not report it as an unhandled rejection. So whoever makes one has to look after
 * the failures that nobody has heard.
 */
export class HeardPromise<T> extends Promise<T> {
  /** Whether anybody has listened. */
  heard = false

  /** Makes one that ends as `work` does. */
  static of<T>(work: PromiseLike<T>): HeardPromise<T> {
    const promise = new HeardPromise<T>((resolve) => resolve(work))
    // A handler that does not count as a listener.
    void Promise.prototype.then.call(promise, undefined, () => {})
    return promise
  }

  /** What is derived from it (`then`, `catch`, `finally`) is an ordinary promise. */
  static override get [Symbol.species](): PromiseConstructor {
    return Promise
  }

  // `await` comes this way, too: it takes the short cut around `then` for ordinary promises only.
  // oxlint-disable-next-line unicorn/no-thenable -- it is a promise, and stays one
  override then<A = T, B = never>(
    onFulfilled?: ((value: T) => A | PromiseLike<A>) | null,
    onRejected?: ((reason: unknown) => B | PromiseLike<B>) | null,
  ): Promise<A | B> {
    this.heard = true
    return super.then(onFulfilled, onRejected)
  }
}
