import { realTurn } from './real-turn.ts'

/** Nothing came to its end for so long: it waits for virtual time itself, or for ever. */
const LONGEST_REAL_MS = 1000

// Taken before any clock is installed: this one stays real.
const realNow = performance.now.bind(performance)

const held = new Set<object>()
let released = 0

/**
 * Lets virtual time stand still until the platform is done with `work`; it goes on, though, when for
 * a real second nothing that is held comes to its end.
 *
 * Node reads a body that is in memory at once. A browser may ask another thread for it, and hundreds
 * of turns of the event loop pass meanwhile.
 */
export async function hold<T>(work: Promise<T>): Promise<T> {
  const hand = {}
  held.add(hand)
  try {
    return await work
  } finally {
    held.delete(hand)
    released += 1
  }
}

/** A {@link realTurn}, and more of them until nothing is held any more. */
export async function turnUntilFree(): Promise<void> {
  let latestMs: number | undefined
  let releasedBefore = released
  for (;;) {
    const wasHeld = held.size > 0
    await realTurn()
    if (!wasHeld && held.size === 0) return
    if (latestMs === undefined || released > releasedBefore) {
      latestMs = realNow() + LONGEST_REAL_MS
      releasedBefore = released
    } else if (realNow() > latestMs) held.clear()
  }
}
