import type { Call } from '../call.ts'

/** The first line of a journal: who writes it. */
export interface JournalHead {
  /** `''` for the main thread of the program, otherwise a name, such as `worker 1`. */
  readonly client: string
  /** `Date.now()` at 0 ms. */
  readonly epochMs: number
  /** `process.hrtime()` at 0 ms, in ms. All processes of a machine share this clock. */
  readonly startMs: number
  /** 0, 1, 2 … for the files that take turns. */
  readonly turn: number
}

/** A stretch in which a thread computed and could do nothing else. In ms since the journal began. */
export interface BlockedEntry {
  readonly blocked: readonly [fromMs: number, toMs: number]
}

/** For so long, a thread with open calls did not run and did not compute. */
export interface AwayEntry {
  readonly awayMs: number
}

/** The code of the error that ended the thread, such as `ERR_MODULE_NOT_FOUND`. `''` if it has none. */
export interface CrashEntry {
  readonly crash: string
}

/** The thread has ended in good order, at this time in ms. */
export interface EndEntry {
  readonly endMs: number
}

/**
 * A journal has a line for each time that it was written: a list of these, as JSON. Of several with the same
 * call, the last one counts.
 */
export type JournalEntry = JournalHead | Call | BlockedEntry | AwayEntry | CrashEntry | EndEntry
