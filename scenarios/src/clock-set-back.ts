const BEHIND_MS = 10_000

/**
 * Runs something while `Date` is 10 s behind, as if somebody had set back the clock of the computer.
 * `performance.now()` and timers don't change.
 *
 * @returns What it resolves with. If it rejects, so does this, with the same reason.
 *
 * @example
 * ```ts
 * import { simulate } from '@overlap/mock-server'
 * import { withClockSetBack } from '@overlap/scenarios'
 *
 * const run = await simulate({}, async (_api, time) => {
 *   const startMs = Date.now()
 *   return withClockSetBack(async () => {
 *     await time.sleep(200)
 *     return Date.now() - startMs
 *   })
 * })
 *
 * run.value // → -9800
 * ```
 */
export async function withClockSetBack<T>(act: () => Promise<T>): Promise<T> {
  const Original = globalThis.Date
  globalThis.Date = class extends Original {
    constructor(...args: unknown[]) {
      super(...((args.length === 0 ? [Original.now() - BEHIND_MS] : args) as [number]))
    }
    static override now(): number {
      return Original.now() - BEHIND_MS
    }
  } as DateConstructor
  try {
    return await act()
  } finally {
    globalThis.Date = Original
  }
}
