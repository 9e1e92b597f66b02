import type { Attempt, RetryOptions } from '@overlap/lesson-10'
import type { ReadableHeaders } from './headers-of.ts'

/** What keeps the waits of many clients apart. */
export type Jitter = 'none' | 'full' | 'equal'

/** Options of `backoff`. */
export interface BackoffOptions {
  /** The longest wait after the first failure, in ms; above 0. */
  readonly baseMs: number
  /** The longest wait after any failure, in ms; finite, and `baseMs` or more. */
  readonly maxMs: number
  /** How many times as long the longest wait is after each further failure; 1 or more. Default 2. */
  readonly factor?: number
  /**
   * Which part of the longest wait is left to chance.
   *
   * - `full`, the default: all of it. From 0 to the longest.
   * - `equal`: half of it. From half the longest to the longest.
   * - `none`: always the longest. For tests; clients that fail together come back together.
   */
  readonly jitter?: Jitter
  /** Gives numbers from 0 to 1. Default `Math.random`. */
  readonly random?: () => number
}

/**
 * How long to wait, in ms, after the attempt (1, 2, 3 …) that failed with this error. It fits
 * lesson 10's `delayMs`.
 */
export type DelayMs = (attempt: number, error?: unknown) => number

/** An answer, or its headers. */
export type Answer = { readonly headers: ReadableHeaders } | ReadableHeaders

/** Options of `retryBudget`. */
export interface RetryBudgetOptions {
  /** How much of a retry each call pays in; 0.1 is one retry for ten calls. Default 0.1. */
  readonly ratio?: number
  /** How many retries the budget holds, at the beginning and at most; 1 or more. Default 10. */
  readonly burst?: number
}

/** What many calls to one server share, so that their retries stay few. */
export interface RetryBudget {
  /** A call begins: pays in for it. Not for its retries. */
  deposit(): void
  /** Takes out one retry. `false`: there is none left, so let the error be the answer. */
  withdraw(): boolean
}

/** Work that can be done again: lesson 10's, which gets `{ signal, attempt }`. */
export type { Attempt }

/** Options of `keepTrying`: those of lesson 10's `retry`, and what keeps them from doing harm. */
export interface KeepTryingOptions extends RetryOptions {
  /** How long to wait before each retry: a `backoff`. */
  readonly delayMs: DelayMs
  /** When all must be over, waits included: a moment on the clock of `performance.now()`. */
  readonly deadlineMs: number
  /** What the retries of all calls to this server are paid from. */
  readonly budget: RetryBudget
}
