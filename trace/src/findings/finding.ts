import type { Trace } from '../call.ts'

/** What a finding is about. */
export type FindingKind =
  | 'one-after-another'
  | 'batches'
  | 'new-connections'
  | 'unread-bodies'
  | 'same-call'
  | 'asked-again'
  | 'hurried-retries'
  | 'aborted'
  | 'never-ended'
  | 'tail'
  | 'busy-thread'
  | 'crowd'

/** Something in a trace that is worth a look. */
export interface Finding {
  /** What it is about. */
  readonly kind: FindingKind
  /** One to three sentences: what happened, with its number, and what to do. */
  readonly text: string
  /** The time that it cost, or that could be saved, in ms. 0 if there is no such time. */
  readonly worthMs: number
}

/** A stretch of time in which a thread computed and could do nothing else. */
export interface Blocked {
  /** When it began, in ms since the recording began. */
  readonly fromMs: number
  /** When it ended. */
  readonly toMs: number
}

/** How a program ended: by itself (also by `process.exit()`), by an error that nothing caught, or by a signal. */
export type Ending = 'itself' | 'crash' | 'signal'

/** What is searched for findings. */
export interface Observed {
  readonly trace: Trace
  readonly blocked: readonly Blocked[]
  readonly ending: Ending
}

/** A rule proves its finding, or says nothing. */
export type Rule = (observed: Observed) => Finding | undefined

/** A time shorter than this is not worth a sentence. */
export const LEAST_MS = 50
