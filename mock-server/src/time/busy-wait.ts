/** This many clock reads or immediates take no time while nothing else happens. */
const FREE_LOOKS = 100_000
const FREE_IMMEDIATES = 10_000

/** After that, this many clock reads take one millisecond. */
const LOOKS_PER_MS = 100

/** Detects code that waits in a loop. Without this, virtual time would never advance for it. */
export interface BusyWait {
  /** Counts a clock read. Returns `true` if it takes a millisecond. */
  readonly look: () => boolean
  /** Counts an immediate. */
  readonly poll: () => void
  /** Whether code polls with `setImmediate` so often that each round takes a millisecond. */
  readonly pollsTooOften: boolean
  /** Resets the counts, because a timer fired or a call made progress. */
  readonly progress: () => void
}

/**
 * Lets time pass in a loop that reads the clock (`while (Date.now() < end);`) or polls with
 * `setImmediate`. Virtual time moves only when nothing runs, so neither loop would ever end. After
 * many rounds in which nothing else happens, further rounds take time.
 */
export function createBusyWait(): BusyWait {
  let looks = 0
  let immediates = 0
  return {
    look() {
      looks += 1
      return looks > FREE_LOOKS && looks % LOOKS_PER_MS === 0
    },
    poll() {
      immediates += 1
    },
    get pollsTooOften() {
      return immediates >= FREE_IMMEDIATES
    },
    progress() {
      looks = 0
      immediates = 0
    },
  }
}
