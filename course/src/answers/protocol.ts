import type { Level, Verdict } from './verdict.ts'

/** One answer to check, as it is sent to the process that runs answers. All paths are resolved. */
export interface Job {
  readonly lesson: string
  readonly answer: string
  /** The lesson's folder. */
  readonly dir: string
  /** The answer's file. */
  readonly file: string
  /** The answer's module ID: the file with `/` between folders, plus a query if `text` replaces it. */
  readonly module: string
  /** Checked in place of the file's own text. */
  readonly text?: string
  /** The width of lines of code in messages, in columns. Default: 76. */
  readonly width?: number
  /** The generated test file that imports the lesson's check for this answer. */
  readonly stub: string
  /** Titles of `Go further` steps that got stuck in an earlier run, and must not run again. */
  readonly skipped?: readonly string[]
  /** Titles of the only steps to run. Default: all. */
  readonly steps?: readonly string[]
}

/** How jobs are run. The settings are fixed for the lifetime of the process. */
export interface JobSettings {
  readonly root: string
  /** The course's own folder. */
  readonly ownRoot: string
  /** Whether these paths contain symbolic links. Module names then keep the links. */
  readonly throughLinks: boolean
  readonly cacheDir: string
  /** How long a step may wait. It may take {@link workFactor} times as long if it is busy. */
  readonly stepTimeoutMs: number
  readonly color: boolean
  readonly ascii: boolean
  readonly width: number
  readonly pictureLines?: number
}

/**
 * A busy step may take this many times as long as a step that waits. The number of scenarios, and the
 * number of calls and timers in each, are limited, so only a very busy machine takes that long.
 */
export const workFactor = 15

/** A message to the process that runs answers. */
export interface ToChild {
  readonly jobs: readonly Job[]
  /** Whether a thread may check several answers, one after another. */
  readonly sharesThreads: boolean
}

/** A message from that process: the progress of jobs, then all verdicts or the reason for a failure. */
export type FromChild =
  | ({ readonly type: 'step-event' } & StepEvent)
  /** The CPU time that the process has used so far. Sent every {@link heartbeatMs}. */
  | { readonly type: 'cpu'; readonly cpuMs: number }
  | { readonly type: 'ended'; readonly stub: string }
  | { readonly type: 'verdicts'; readonly verdicts: readonly Verdict[] }
  | { readonly type: 'failed'; readonly message: string }
  /** The process could not get ready. The answers are not the cause. */
  | { readonly type: 'broken'; readonly message: string }

/** A message of a worker thread: it enters a step, or sends a heartbeat. */
export interface StepEvent {
  readonly kind: 'step' | 'heartbeat'
  readonly stub: string
  /** The title of the step; `''` while the answer is loaded. */
  readonly step: string
  readonly level: Level
}

/** The interval between two heartbeats of a worker thread. */
export const heartbeatMs = 200

/** The `BroadcastChannel` for step events; each process has its own. */
export const stepChannel = 'overlap-steps'

/** A worker thread sends this after an answer that left nothing behind in it. */
export interface CleanThread {
  readonly isClean: true
}

/** Whether a message of a worker thread is a {@link CleanThread}. */
export function isCleanThread(message: unknown): boolean {
  return typeof message === 'object' && message !== null && 'isClean' in message
}
