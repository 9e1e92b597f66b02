import type { Task } from '@overlap/lesson-09'
import type { Mapper, Source } from '@overlap/lesson-13'

/** A task, as in lesson 09. It gets `{ signal }`, and fails if its promise rejects or if it throws. */
export type { Task }

/**
 * A source, and the function that is called as `fn(item, index, { signal })`, as in lesson 13. An item may be a
 * promise: it is awaited before `fn` is called, and holds a slot meanwhile. If it rejects, that is an error.
 */
export type { Mapper, Source }

/** How a task ended. `index` is its position in the list of tasks. */
export type Finished<T> = PromiseSettledResult<T> & { readonly index: number }

/** Options of `asTheyFinish`. */
export interface FinishOptions {
  /**
   * When it aborts, the loop gets `signal.reason` as an error right away, even if results are ready. The
   * signals of the tasks that are still running abort with the same reason. If it has already aborted, no
   * task is called. No listener stays on it after the end.
   */
  readonly signal?: AbortSignal | undefined
}

/**
 * Options of `mapStream`. If the stream ends early (`break`, an error or an abort), it aborts the signals of the
 * calls in flight, closes the source with `return()`, and waits for neither.
 */
export interface MapStreamOptions {
  /** How many calls may be in flight: a whole number of 1 or more, or `Infinity`. */
  readonly limit: number
  /**
   * At most `limit + buffer` items may be pulled but not yet yielded. A whole number of 0 or more, or
   * `Infinity`. Default: 0.
   */
  readonly buffer?: number | undefined
  /** `true`: yield the results in the order of the items. Default: in the order in which they arrive. */
  readonly ordered?: boolean | undefined
  /**
   * When it aborts, the loop gets `signal.reason` as an error right away, even if results are ready. The signals
   * of the calls in flight abort with the same reason, and nothing more starts. No listener stays on it after
   * the end.
   */
  readonly signal?: AbortSignal | undefined
}

/** One page of a list, as `GET /search` returns it. It usually has other fields, too. */
export interface Page {
  /** Where the next page starts. Missing, `null` or empty: this is the last page. */
  readonly nextCursor?: string | null | undefined
}

/**
 * Loads a page: the first one if `cursor` is `undefined`. Its signal aborts if the page isn't needed any more,
 * with the caller's reason if the caller aborted.
 */
export type FetchPage<P extends Page> = (
  cursor: string | undefined,
  options: { readonly signal: AbortSignal },
) => P | PromiseLike<P>

/** Options of `pages`. */
export interface PagesOptions {
  /** How many pages to load while the loop is still busy with an earlier one: 1 or more. Default: 1. */
  readonly prefetch?: number | undefined
  /**
   * When it aborts, the loop gets `signal.reason` as an error right away, even if pages are ready, and nothing
   * more is loaded. No listener stays on it after the end.
   */
  readonly signal?: AbortSignal | undefined
}

/**
 * The signature of `readLines`. A line ends with `\n` or `\r\n`, which isn't part of the line. A `\r` alone is
 * part of its line. Empty lines count. Text after the last line end is a line, too. If the body fails, the loop
 * gets its error. If the body fails or `return()` is called, the unfinished line is dropped.
 */
export type ReadLines = (body: ReadableStream<Uint8Array>) => AsyncIterable<string>
