import type { Settings } from '../settings.ts'

/** Settings of a few calls, for tests. */
export const settingsOf = (settings: Partial<Settings> = {}): Settings => ({
  calls: 40,
  limit: [5],
  seed: 1,
  ...settings,
})

/** Shows no progress. */
export const silent = (): void => {}

/** A latency with a long tail. */
export const lognormal = { lognormal: { median: 100, p99: 1024 } }
