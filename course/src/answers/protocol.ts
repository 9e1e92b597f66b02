import type { Level, Verdict } from './verdict.ts'

/** One answer as the process that runs it gets it: paths only, nothing left to look up. */
export interface Job {
  readonly lesson: string
  readonly answer: string
  /** The lesson's folder. */
  readonly dir: string
  /** The answer's file. */
  readonly file: string
  /** The answer's module: the file with `/` between folders, and a query if a text stands in for it. */
  readonly module: string
  /** What is checked in place of the file's text. */
  readonly text?: string
  /** The generated test file that imports the lesson's check for this answer. */
  readonly stub: string
  /** Titles of steps further on that never gave the thread back, and are not to run again. */
  readonly skipped?: readonly string[]
}

/** How the jobs are run; fixed for the life of the process. */
export interface JobSettings {
  readonly root: string
  /** The course's own folder. */
  readonly ownRoot: string
  /** Whether these paths lead through links, which have to stay in the names of modules. */
  readonly throughLinks: boolean
  readonly cacheDir: string
  /** A step may wait for so long, and work {@link workFactor} times as long. */
  readonly stepTimeoutMs: number
  readonly color: boolean
  readonly ascii: boolean
  readonly width: number
  readonly pictureLines?: number
}

/**
 * A step that works may take so many times as long as one that waits. Its work has bounds of its own: the
 * number of scenarios, and of calls and timers in each. So only a very busy machine takes that long.
 */
export const workFactor = 15

/** To the process that runs answers. */
export interface ToChild {
  readonly jobs: readonly Job[]
  /** Whether a thread may check several of them, one after another. */
  readonly sharesThreads: boolean
}

/** From it: what a job is at, and in the end all verdicts. */
export type FromChild =
  | ({ readonly type: 'news' } & StepNews)
  /** How long the process has kept a core busy so far. Sent every {@link beatMs}. */
  | { readonly type: 'cpu'; readonly cpuMs: number }
  | { readonly type: 'ended'; readonly stub: string }
  | { readonly type: 'verdicts'; readonly verdicts: readonly Verdict[] }
  | { readonly type: 'failed'; readonly message: string }
  /** The process could not make itself ready, whatever the answers are. */
  | { readonly type: 'broken'; readonly message: string }

/** What a worker thread announces: it enters a step, or it is still able to say something. */
export interface StepNews {
  readonly kind: 'step' | 'beat'
  readonly stub: string
  /** The title of the step; `''` while the answer is loaded. */
  readonly step: string
  readonly level: Level
}

/** How often a worker thread beats. */
export const beatMs = 200

/** The channel of that news: one per process. */
export const stepChannel = 'overlap-steps'

/** What a worker thread sends after an answer that left nothing behind in it. */
export interface SpotlessNews {
  readonly isSpotless: true
}

/** Whether a message of a worker thread is that one. */
export function isSpotlessNews(message: unknown): boolean {
  return typeof message === 'object' && message !== null && 'isSpotless' in message
}
