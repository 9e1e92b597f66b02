import { numberText } from './number-text.ts'

/** Rounds a time to the microsecond. Finer digits are noise and make equal moments differ. */
export const toMicrosecond = (ms: number): number => Math.round(ms * 1000) / 1000

/** Times that differ by at most this, a microsecond, are the same. */
export const SAME_MS = 0.001 + 1e-9

/** Whether two times are the same, to the microsecond. */
export const sameMs = (a: number, b: number): boolean => Math.abs(a - b) <= SAME_MS

/** Formats a time for a sentence: `180 ms`, `0.25 ms`. */
export const msText = (ms: number): string => `${numberText(toMicrosecond(ms))} ms`
