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
