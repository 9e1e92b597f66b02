import { fc, reasons } from '@overlap/scenarios'

/** One call of `keepTrying`: how its attempts go, and what its options allow. All times in ms. */
export interface Scene {
  /** How many attempts fail before one succeeds. */
  readonly failures: number
  readonly latencyMs: number
  /** What `delayMs` returns after the first, second, … attempt; the last one for all that follow. */
  readonly waitsMs: readonly number[]
  /** `undefined`: the default, 2. */
  readonly retries?: number | undefined
  /** How many retries the budget allows. */
  readonly grants: number
  /** When the deadline is. Default: never. */
  readonly deadlineMs?: number | undefined
  /** Passed as `deadlineMs` as it is: a moment long past that looks like a duration. */
  readonly durationMs?: number | undefined
  /** `shouldRetry` returns `false` from this attempt on. Default: it always returns `true`. */
  readonly noFrom?: number | undefined
  /** Whether `shouldRetry` is `isTransient` by default, and the errors are transient. */
  readonly byDefault?: 'transient' | 'permanent' | undefined
  /** Whether `shouldRetry` returns a promise. */
  readonly asksLater?: boolean
  /** How long that promise takes. Default: no time. */
  readonly asksMs?: number
  /** What every attempt throws, in a list. Default: each throws an error of its own. */
  readonly throws?: readonly [unknown] | undefined
  /** Whether an attempt throws before it returns a promise. */
  readonly throwsAtOnce?: boolean
  /** When the caller aborts; -1: before the call; `Infinity`: never. Default: there is no signal. */
  readonly abortMs?: number | undefined
  readonly reason?: unknown
  /** Whether the attempts ignore their signal. */
  readonly isDeaf?: boolean
  /** How many calls share the budget, at the same time. Default 1. */
  readonly callers?: number
}

/** What a scene comes to, if `keepTrying` is right. */
export interface Expected {
  readonly attempts: number
  readonly settledMs: number
  readonly end: 'value' | 'error' | 'timeout' | 'reason'
  /** Why no retry followed the last attempt that failed, or `undefined`. */
  readonly stop: 'retries' | 'shouldRetry' | 'time' | 'budget' | undefined
  /** Whether the caller aborted during a wait: the withdrawal stays, and no attempt follows. */
  readonly abortedInWait: boolean
}

export const waitOf = ({ waitsMs }: Scene, attempt: number): number =>
  waitsMs[Math.min(attempt, waitsMs.length) - 1] ?? 0

/** Works out what one call comes to. */
export function expectedOf(scene: Scene): Expected {
  const { failures, latencyMs, grants, throwsAtOnce = false, byDefault, asksMs = 0 } = scene
  const { retries = 2, deadlineMs = Infinity, abortMs = Infinity, noFrom = Infinity } = scene
  const stopMs = Math.min(deadlineMs, abortMs)
  const stopped = abortMs < deadlineMs ? 'reason' : 'timeout'
  const ended = (attempts: number, settledMs: number, end: Expected['end']): Expected => ({
    attempts,
    settledMs,
    end,
    stop: undefined,
    abortedInWait: false,
  })
  let startMs = 0
  if (stopMs < 0) return ended(0, 0, stopped)
  for (let attempt = 1; ; attempt += 1) {
    const fails = attempt <= failures
    const endMs = startMs + (fails && throwsAtOnce ? 0 : latencyMs)
    if (endMs > stopMs) return ended(attempt, stopMs, stopped)
    if (!fails) return ended(attempt, endMs, 'value')
    const judgedMs = endMs + (attempt > retries ? 0 : asksMs)
    if (judgedMs > stopMs) return ended(attempt, stopMs, stopped)
    const nextMs = judgedMs + waitOf(scene, attempt)
    const stop =
      attempt > retries
        ? 'retries'
        : attempt >= noFrom || byDefault === 'permanent'
          ? 'shouldRetry'
          : nextMs >= deadlineMs
            ? 'time'
            : attempt > grants
              ? 'budget'
              : undefined
    if (stop) return { ...ended(attempt, judgedMs, 'error'), stop }
    if (nextMs > abortMs) return { ...ended(attempt, abortMs, 'reason'), abortedInWait: true }
    startMs = nextMs
  }
}

const tens = (most: number): fc.Arbitrary<number> =>
  fc.integer({ min: 1, max: most }).map((n) => 10 * n)

/** Attempts and waits end at full tens of ms, deadlines at 5 and aborts at 3, so never together. */
export const draws = {
  failures: fc.constantFrom(0, 1, 2, 3, 5, 99),
  latencyMs: tens(20),
  waitsMs: fc.array(tens(40), { minLength: 1, maxLength: 3 }),
  retries: fc.constantFrom(undefined, 0, 1, 2, 3, 7, 13),
  grants: fc.constantFrom(0, 1, 2, 3, 99),
  deadlineMs: tens(100).map((ms) => ms + 5),
  abortMs: tens(60).map((ms) => ms + 3),
  reason: reasons.filter((reason) => reason !== undefined),
}

/** Fails in every attempt, and may retry as often as it likes. */
export const down: Scene = { failures: 99, latencyMs: 100, waitsMs: [100], retries: 3, grants: 99 }
