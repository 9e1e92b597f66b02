/**
 * Work for a scope. The scope calls it with its own signal, which aborts when the result is no longer
 * needed. A task fails if its promise rejects or if it throws. It may return a plain value.
 */
export type Task<T> = (options: { readonly signal: AbortSignal }) => T | PromiseLike<T>

/** Options of `taskScope`. */
export interface TaskScopeOptions {
  /** The caller's signal. When it aborts, the scope aborts with the same reason. */
  readonly signal?: AbortSignal | undefined
}

/** A block of code and the tasks that it has started. None of them outlives the block. */
export interface TaskScope extends AsyncDisposable {
  /** Aborts when a task fails. Its reason is the error of the first task that failed. */
  readonly signal: AbortSignal
  /**
   * Calls a task right away, with `{ signal: scope.signal }`.
   *
   * @returns A promise for the task's result. If the task fails or the signal stops it, the promise
   * rejects with `signal.reason`, whatever the task itself throws. A task that ignores the signal and
   * succeeds may keep its result.
   */
  run<T>(task: Task<T>): Promise<T>
  /**
   * Ends the scope; `await using` calls this when the block ends. Aborts the tasks that are still
   * running, and waits until every task has settled.
   */
  [Symbol.asyncDispose](): Promise<void>
}
