/** Work for a scope: it is called once, at once, with the signal that tells it to give up. */
export type Task<T> = (options: { readonly signal: AbortSignal }) => T | PromiseLike<T>

/** Options of `taskScope`. */
export interface TaskScopeOptions {
  /** Calls off every task of the scope, with its own reason. */
  readonly signal?: AbortSignal | undefined
}

/** A block of code and the tasks that were started in it: none of them outlives it. */
export interface TaskScope extends AsyncDisposable {
  /** Aborted when the tasks are called off; its reason is the first failure, or the caller's reason. */
  readonly signal: AbortSignal
  /**
   * Starts a task, now. Never throws: a task that throws at once has failed like any other.
   *
   * @returns What the task gives. Once the tasks are called off, those that do not come to a good end
   * all reject with the one reason: `signal.reason`.
   */
  run<T>(task: Task<T>): Promise<T>
  /**
   * Leaves the scope; `await using` does it at the end of the block. Calls off what still runs, and
   * waits until every task has ended.
   *
   * @throws The reason for which tasks were called off before, if nobody has heard of it.
   */
  [Symbol.asyncDispose](): Promise<void>
}
