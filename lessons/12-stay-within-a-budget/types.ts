import type { Attempt, RetryOptions } from '@overlap/lesson-10'
import type { DelayMs } from '@overlap/lesson-11'

/** Options of `retryBudget`. */
export interface RetryBudgetOptions {
  /** What each call adds to the budget. 0.1 is one retry for every ten calls. Default 0.1. */
  readonly ratio?: number
  /** How many retries the budget holds at the start, and at most. 1 or more. Default 10. */
  readonly burst?: number
}

/** A budget that many calls to one server share, so that they make few retries together. */
export interface RetryBudget {
  /** Adds `ratio`, up to `burst`. Called once for each call of `keepTrying`, not for its retries. */
  deposit(): void
  /** Takes 1 for a retry and returns `true`, or returns `false` if less than 1 is left. */
  withdraw(): boolean
}

/** Work that can be repeated, as in lesson 10. It gets `{ signal, attempt }`. */
export type { Attempt }

/** Options of `keepTrying`: those of lesson 10's `retry`, and two limits. */
export interface KeepTryingOptions extends RetryOptions {
  /** How long to wait before each retry: lesson 11's `backoff`. */
  readonly delayMs: DelayMs
  /**
   * When all attempts and waits have to be over, on the clock of `performance.now()`: a moment, not a
   * duration. `Infinity`: no deadline.
   */
  readonly deadlineMs: number
  /**
   * What all calls to this server pay their retries from. A retry is paid for before its wait. If the
   * caller aborts during the wait, it stays paid.
   */
  readonly budget: RetryBudget
}
