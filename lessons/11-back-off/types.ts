import type { ReadableHeaders } from './headers-of.ts'

/** How much of each wait is random. */
export type Jitter = 'none' | 'full' | 'equal'

/** Options of `backoff`. */
export interface BackoffOptions {
  /** The longest wait after the first failure, in ms. Above 0. */
  readonly baseMs: number
  /** The longest wait after any failure, in ms. Finite and at least `baseMs`. */
  readonly maxMs: number
  /** Each failure multiplies the longest wait by this. 1 or more. Default 2. */
  readonly factor?: number | undefined
  /**
   * How much of the longest wait is random.
   *
   * - `full`, the default: all of it. The wait is between 0 and the longest.
   * - `equal`: half of it. The wait is between half the longest and the longest.
   * - `none`: nothing. With fixed waits, clients that fail together come back together.
   */
  readonly jitter?: Jitter | undefined
  /** Returns numbers from 0 to 1. Default `Math.random`. */
  readonly random?: (() => number) | undefined
}

/**
 * Takes the number of the attempt that failed (1, 2, 3 …) and its error. Returns how long to wait before
 * the next attempt, in ms. Lesson 10's `retry` takes such a function as its `delayMs`.
 */
export type DelayMs = (attempt: number, error?: unknown) => number

/** A response, an error that has headers, or bare `Headers`. */
export type HasHeaders = { readonly headers: ReadableHeaders } | ReadableHeaders
