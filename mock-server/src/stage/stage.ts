import type { CountsOptions, DrawOptions, Facts, LatencyRun, Trace } from '@overlap/trace'
import type { MockApi } from '../index.ts'
import type { LiveScreen } from './live-screen.ts'
import type { Network, NetworkInput } from '../network/types.ts'

/** Where a demo plays. A stage runs work on a simulated network and draws its calls. */
export interface Stage {
  /** The network of the acts, with the changes that the audience made. */
  readonly network: Network
  /**
   * Prints a sentence. The first sentence after an act has an empty line above it. Begin a sentence that
   * leads on to the next act with a line break. A sentence from within an act is printed after the act.
   */
  say(text: string): void
  /**
   * Runs `work` on a fresh network, for as long as it takes, and draws its timeline. Above the timeline
   * is the code of the function that follows the title in the demo's file: 3 to 8 lines. Calls that the
   * work leaves behind go on for up to 1.5 s and are drawn, too. If there are any, or if the work fails,
   * a line marks the moment when the work ended.
   *
   * All acts of a demo share the time axis of the longest act so far. So put the longest act first.
   *
   * @param title Names the act. A demo uses each title once.
   * @returns What `work` returns, or `undefined` if it failed. A failure is printed, and the demo goes
   * on, because the audience may have asked for failures.
   */
  act<T>(
    title: string,
    work: (api: MockApi) => T | PromiseLike<T>,
    options?: ActOptions,
  ): Promise<T | undefined>
  /** The results of the acts so far, in order. */
  readonly acts: readonly Act[]
  /** Waits, without blocking the thread. */
  sleep(ms: number): Promise<void>
  /** Blocks the thread for this long: nothing else can run. */
  burn(ms: number): void
}

/** A lesson's `demo.ts`, as it is exported and as {@link present} takes it. */
export interface Demo {
  /** The network of every act. */
  readonly network: NetworkInput
  /** Plays the acts. */
  readonly demo: (stage: Stage) => Promise<void>
  /** What the audience predicts before the first act. */
  readonly predict?: Question
}

/** Options of an act. */
export interface ActOptions {
  /** Changes to the network for this act. */
  readonly network?: NetworkInput
  /**
   * How many rows of calls the picture has, at most. 0 shows only how many calls are in flight, which
   * suits hundreds of calls. Default: as many as fit the terminal.
   */
  readonly rows?: number
  /** How the calls are drawn. Default: a timeline. */
  readonly picture?: Picture
  /**
   * Plays this act in virtual time, even if the demo runs in real time. It is exact and takes no real time,
   * which suits thousands of calls. It isn't drawn live. Default false.
   */
  readonly virtual?: boolean
}

/**
 * How the calls of an act are drawn.
 *
 * - `timeline`: a bar for each call. Suits up to about 40 calls at a time
 * - `counts`: how many calls were sent, answered, and so on, over time. Suits hundreds and thousands of
 *   calls. An object has options: what to count, and states over time. `api.mark('breaker: open')` begins
 *   a state during the act; see `drawCounts`. All acts share the scales of the act with the most calls so far
 * - `percentiles`: how many calls took how long, with the median and the 95th and 99th percentile. The acts
 *   before that have the same picture are drawn, too, so that they can be compared. It shows the calls that
 *   are `ok`, from being sent to their end. An object has other latencies, in ms, such as how long each
 *   caller waited. The list may grow during the act. `label` is the name of the run; default: the title
 * - a function draws the calls itself. No line may be longer than `width`
 */
export type Picture =
  | 'timeline'
  | 'counts'
  | 'percentiles'
  | { readonly counts: CountsPicture }
  | { readonly percentiles: readonly number[]; readonly label?: string }
  | ((trace: Trace, options: DrawOptions) => string)

/** What a picture of counts shows besides the calls. */
export type CountsPicture = Pick<CountsOptions, 'series' | 'counted' | 'bands'>

/** What the audience predicts: a situation, and questions about it. */
export interface Question {
  /** The title of the act that the questions are about. */
  readonly act: string
  /**
   * Describes the situation in one or two sentences, without hinting at the answers. Take latencies from
   * `ahead`, so that they match the network that is played.
   */
  readonly intro: (ahead: Ahead) => string
  /** One to three questions: the ones that the lesson's README asks. */
  readonly asks: readonly Ask[]
}

/** A question whose answer is a number. */
export interface Ask {
  /** Its text. */
  readonly question: string
  /** `ms`, or the noun that follows the number, such as `calls`. `''` for a number alone. */
  readonly unit: string
  /** The title of the act that the question is about. Default: the act of {@link Question}. */
  readonly act?: string
  /** What was measured. `undefined` if the act did not get that far. */
  readonly answer: (act: Act) => number | undefined
}

/** What is known about the network before the first act. */
export interface Ahead {
  /** The network as it will be played. */
  readonly network: Network
  /**
   * How long the first call to a path takes: `100 ms`. For several paths, from the fastest to the
   * slowest: `113 to 200 ms`.
   */
  readonly latency: (...paths: readonly string[]) => string
}

/** The result of an act. JSON-serialisable. */
export interface Act {
  /** Its title. */
  readonly title: string
  /** When its work ended, in ms since the act began. */
  readonly settledMs: number
  /** Why it failed; missing when it did not. */
  readonly error?: string
  /**
   * How long the demo had to wait for the processor, in ms, because other programs kept the machine busy.
   * Everything measured may be too long by that. 0 in virtual time and in a browser.
   */
  readonly lostMs: number
  /** What the latencies alone predict, without any waiting for slots or limits. */
  readonly theory: Theory
  /** What was measured. */
  readonly facts: Facts
  /** Every call, including those that went on after the work ended. */
  readonly trace: Trace
  /** What its picture shows besides the trace; missing for a timeline and for a function. */
  readonly shown?: Shown
}

/** What the picture of an act shows besides its trace. */
export type Shown =
  | { readonly counts: CountsPicture }
  | { readonly percentiles: readonly LatencyRun[] }

/** The makespans that the latencies alone predict for an act's calls. */
export interface Theory {
  /** All calls, one after another. */
  readonly sequentialMs: number
  /** All calls at once: the latency of the slowest call. */
  readonly slowestMs: number
}

/** How a demo is performed. */
export interface PerformOptions {
  /** Takes each piece of text; `console.log` by default. */
  readonly print?: (text: string) => void
  /** Applies the audience's changes to the network of each act. */
  readonly adjust?: (network: NetworkInput) => NetworkInput
  /** Plays in virtual time, which is exact and takes no real time. */
  readonly virtual?: boolean
  /** How timelines are drawn. */
  readonly draw?: DrawOptions
  /** The rows of the terminal: an act has fewer rows of calls if it would not fit. 24 by default. */
  readonly rows?: number
  /** The source of the demo's file, which has the code of each act. Without it, no code is shown. */
  readonly source?: string
  /** Draws each act while it runs. Without it, an act is drawn when it has ended. */
  readonly live?: LiveScreen
  /** Called before each act except the first. The act begins when the returned promise resolves. */
  readonly betweenActs?: () => Promise<void>
}
