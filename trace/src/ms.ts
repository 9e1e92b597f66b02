import { numberText } from './number-text.ts'

/** A time to the microsecond: finer digits are noise, and would make equal moments differ. */
export const toMicrosecond = (ms: number): number => Math.round(ms * 1000) / 1000

/** Two times are the same if they differ by no more than this: a microsecond. */
export const SAME_MS = 0.001 + 1e-9

/** Whether two times are the same, to the microsecond. */
export const sameMs = (a: number, b: number): boolean => Math.abs(a - b) <= SAME_MS

/** A time for a sentence: `180 ms`, `0.25 ms`. */
export const msText = (ms: number): string => `${numberText(toMicrosecond(ms))} ms`
