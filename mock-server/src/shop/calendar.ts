const DAY_MS = 86_400_000

/**
 * The day on which the shop's calendar stands still, so that an order placed today is the same
 * order tomorrow: 2026-11-02, as days since 1970-01-01.
 */
export const SHOP_DAY: number = Date.UTC(2026, 10, 2) / DAY_MS

/** A day, counted since 1970-01-01, as `2026-11-02`. */
export function dateOf(day: number): string {
  return new Date(day * DAY_MS).toISOString().slice(0, 10)
}
