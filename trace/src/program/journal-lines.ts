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
export interface BlockedLine {
  readonly blocked: readonly [fromMs: number, toMs: number]
}

/** The thread has ended in good order, at this time in ms. */
export interface EndLine {
  readonly endMs: number
}

/** Each line of a journal is one of these, as JSON. The last line of a call counts. */
export type JournalLine = JournalHead | Call | BlockedLine | EndLine
