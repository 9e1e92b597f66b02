import type { VirtualClock } from '../time/clock.ts'
import { turnUntilFree } from '../time/hold.ts'

/** Turns of the real event loop without anything to do, after which nothing more will happen. */
const IDLE_TURNS = 50

/** How driving ended: the end was reached, nothing was left to happen, or it took too long. */
export type Ending = 'reached' | 'nothing-left' | 'too-late'

/** How far to drive. */
export interface Journey {
  /** Whether the end is reached: asked whenever all that was ready has run. */
  readonly until: () => boolean
  /** Give up at this virtual time. */
  readonly latestMs: number
  /** Called each time, before time moves on. */
  readonly onTurn?: () => void
  /** Called with what a timer throws. */
  readonly onError: (error: unknown) => void
}

/**
 * Moves virtual time on: one timer at a time, and before each everything that is ready runs. So the
 * order of things depends on nothing but their times, however slow the machine is.
 */
export async function drive(clock: VirtualClock, journey: Journey): Promise<Ending> {
  let idleTurns = 0
  for (;;) {
    await turnUntilFree()
    if (journey.until()) return 'reached'
    journey.onTurn?.()
    if (clock.waiting > 0) {
      if (clock.nowMs >= journey.latestMs) return 'too-late'
      idleTurns = 0
      fire(clock, journey)
    } else {
      idleTurns += 1
      if (idleTurns === IDLE_TURNS) return 'nothing-left'
    }
  }
}

function fire(clock: VirtualClock, { onError }: Journey): void {
  try {
    clock.fireNext()
  } catch (error) {
    onError(error)
  }
}
