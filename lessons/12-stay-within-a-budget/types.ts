import type { Attempt, RetryOptions } from '@overlap/lesson-10'
import type { DelayMs } from '@overlap/lesson-11'

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
