/** Looks at the clock, and immediates, that take no time before the next timer. */
const FREE_LOOKS = 100_000
const FREE_IMMEDIATES = 10_000

/** So many looks take a millisecond then. The one that ends the loop, and a few after it, do not. */
const LOOKS_PER_MS = 100

/** Notices a program that waits without waiting: virtual time would stand still for it. */
export interface Patience {
  /** The program looks at the clock. `true`: this takes a millisecond. */
  readonly look: () => boolean
  /** An immediate runs. */
  readonly poll: () => void
  /** Whether an immediate takes a millisecond now. */
  readonly pollsTooOften: boolean
  /** Something else happened. */
  readonly renew: () => void
}

/**
 * Lets time pass for a loop that watches the clock (`while (Date.now() < end);`) and for one that
 * polls by `setImmediate`. Each would go on for ever where time moves only when nothing runs. So
 * after many rounds in which nothing else happened further rounds take time: a loop that watches
 * the clock ends at the very millisecond it waits for, one that polls at most 1 ms later.
 */
export function createPatience(): Patience {
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
    renew() {
      looks = 0
      immediates = 0
    },
  }
}
