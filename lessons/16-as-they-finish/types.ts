import type { Task } from '@overlap/lesson-09'
import type { Mapper, Source } from '@overlap/lesson-13'

/** A task, as in lesson 09. It gets `{ signal }`, and fails if its promise rejects or if it throws. */
export type { Task }

/** A source, and the function that is called for each of its items, as in lesson 13. */
export type { Mapper, Source }

/** How a task ended. `index` is its place in the list of tasks. */
export type Finished<T> = PromiseSettledResult<T> & { readonly index: number }

/** Options of `asTheyFinish`. */
export interface FinishOptions {
  /**
   * When it aborts, the loop gets `signal.reason` as an error right away, and the tasks that are still
   * running are aborted. If it has already aborted, no task is called.
   */
  readonly signal?: AbortSignal | undefined
}

/** Options of `mapStream`. */
export interface MapStreamOptions {
  /** How many calls may be in flight: a whole number of 1 or more, or `Infinity`. */
  readonly limit: number
  /**
   * How many results may wait for the loop in addition to `limit`: 0 or more, or `Infinity`. So at most
   * `limit + buffer` items have been pulled whose results the loop hasn't got yet. Default: 0.
   */
  readonly buffer?: number | undefined
  /** `true`: yield the results in the order of the items. Default: in the order in which they arrive. */
  readonly ordered?: boolean | undefined
  /** When it aborts, the loop gets `signal.reason` as an error right away, and nothing more starts. */
  readonly signal?: AbortSignal | undefined
}

/** A page of a list, such as `GET /search` returns it. It may hold more than that. */
export interface Page {
  /** Where the next page starts. Missing, `null` or empty: this is the last page. */
  readonly nextCursor?: string | null | undefined
}

/** Loads a page: the first one if `cursor` is `undefined`. Its signal aborts if the page isn't needed any more. */
export type FetchPage<P extends Page> = (
  cursor: string | undefined,
  options: { readonly signal: AbortSignal },
) => P | PromiseLike<P>

/** Options of `pages`. */
export interface PagesOptions {
  /** How many pages to load while the loop is still at work on an earlier one: 1 or more. Default: 1. */
  readonly prefetch?: number | undefined
  /** When it aborts, the loop gets `signal.reason` as an error right away, and nothing more is loaded. */
  readonly signal?: AbortSignal | undefined
}
