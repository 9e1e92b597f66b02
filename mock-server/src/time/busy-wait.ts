/** So many looks at the clock, or immediates, take no time while nothing else happens. */
const FREE_LOOKS = 100_000
const FREE_IMMEDIATES = 10_000

/** After that, so many looks take one millisecond. */
const LOOKS_PER_MS = 100

/** Notices code that waits by looping: virtual time would stand still for it. */
export interface BusyWait {
  /** The code looked at the clock. Returns `true` if this look takes a millisecond. */
  readonly look: () => boolean
  /** An immediate is about to run. */
  readonly poll: () => void
  /** Whether the code polls by `setImmediate` so often that each round takes a millisecond. */
  readonly pollsTooOften: boolean
  /** Something else happened: a timer fired, or a call made progress. */
  readonly progress: () => void
}

/**
 * Lets time pass for a loop that watches the clock (`while (Date.now() < end);`) and for one that
 * polls by `setImmediate`. Virtual time moves only when nothing runs, so neither would ever end.
 * After many rounds in which nothing else happened, further rounds take time.
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
