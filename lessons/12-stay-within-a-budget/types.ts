import type { Attempt, RetryOptions } from '@overlap/lesson-10'
import type { DelayMs } from '@overlap/lesson-11'

/** Options of `retryBudget`. */
export interface RetryBudgetOptions {
  /** How much each deposit adds. 0.1 allows one retry for every ten tasks. Default 0.1. */
  readonly ratio?: number
  /** How many retries the budget holds at the start. It never holds more. At least 1. Default 10. */
  readonly burst?: number
}

/** A budget that all calls to one server share. It limits their retries in total. */
export interface RetryBudget {
  /**
   * Adds `ratio`, up to `burst`. Each call of `keepTrying` deposits once, before its first attempt. If it
   * makes no attempt, because the deadline has passed or the caller has aborted, it needn't deposit.
   */
  deposit(): void
  /** Takes 1 and returns `true`, or takes nothing and returns `false` if less than 1 is left. */
  withdraw(): boolean
}

/** A task that can be repeated, as in lesson 10. It gets `{ signal, attempt }`. */
export type { Attempt }

/** Options of `keepTrying`: those of lesson 10's `retry`, and two limits. */
export interface KeepTryingOptions extends RetryOptions {
  /** How long to wait before each retry: lesson 11's `backoff`. */
  readonly delayMs: DelayMs
  /**
   * The point in time when attempts and waits end, on the clock of `performance.now()`. It isn't a duration.
   * `Infinity`: no deadline.
   */
  readonly deadlineMs: number
  /**
   * The budget that all calls to this server share. Withdraw before the wait. If the caller aborts during
   * that wait, don't give the withdrawal back.
   */
  readonly budget: RetryBudget
}
