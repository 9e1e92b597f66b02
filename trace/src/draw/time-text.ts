/** From this length on, a time reads better in seconds. */
export const SECONDS_FROM_MS = 10_000

/** A length of time in three digits or so: `0.4 ms`, `160 ms`, `9500 ms`, `12.4 s`. */
export function timeText(ms: number): string {
  if (ms >= SECONDS_FROM_MS) return `${trim(ms / 1000, ms < 100_000 ? 1 : 0)} s`
  return `${trim(ms, ms < 10 ? 1 : 0)} ms`
}

/** A number with at most `digits` decimals, and no zeros at their end. */
export function trim(value: number, digits: number): string {
  return String(Number(value.toFixed(digits)))
}
