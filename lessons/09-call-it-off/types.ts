/**
 * A function that a scope runs. It receives the scope's signal, which aborts when the result is no
 * longer needed. A task fails if its promise rejects or if it throws. It may return a plain value.
 */
export type Task<T> = (options: { readonly signal: AbortSignal }) => T | PromiseLike<T>

/** Options of `taskScope`. */
export interface TaskScopeOptions {
  /**
   * The caller's signal. When it aborts, or if it was aborted before, the scope aborts its own signal
   * with the same reason.
   */
  readonly signal?: AbortSignal | undefined
}

/** A block of code and the tasks that it has started. None of them outlives the block. */
export interface TaskScope extends AsyncDisposable {
  /**
   * Aborts when a task fails, when the caller's signal aborts, or when the scope is disposed of while
   * tasks are running, whichever comes first. Its reason is the error of that task, or the caller's
   * reason, or an
   * `AbortError`, which is the reason of an `abort()` without one.
   */
  readonly signal: AbortSignal
  /**
   * Calls a task right away, with `{ signal: scope.signal }`.
   *
   * @returns A promise for the task's result. If the task fails, the promise rejects with
   * `signal.reason`, whatever the task itself throws. It may reject as soon as the signal aborts, or
   * wait until the task has settled. If it waits, a task that ignores the signal and succeeds may keep
   * its result.
   */
  run<T>(task: Task<T>): Promise<T>
  /**
   * Ends the scope; `await using` calls this when the block ends. Aborts the tasks that are still
   * running, and waits until every task has settled. If promises rejected because of the caller's abort
   * and none was awaited, disposing may throw the caller's reason or nothing.
   */
  [Symbol.asyncDispose](): Promise<void>
}
