import type { DrawOptions, Facts, Trace } from '@overlap/trace'
import type { MockApi } from '../index.ts'
import type { LiveScreen } from './live-screen.ts'
import type { Network, NetworkInput } from '../network/types.ts'

/** Where a demo plays: it runs pieces of work on a simulated network and draws what they did. */
export interface Stage {
  /** The network that the acts meet, with everything the audience has changed about it. */
  readonly network: Network
  /**
   * Prints a sentence, the first after an act below an empty line. One that leads on to the next act
   * begins with a line break of its own. What is said during an act is printed after it.
   */
  say(text: string): void
  /**
   * Runs `work` on a fresh network, for as long as it takes, and draws its timeline, below the code of
   * the function that is written right after the title in the demo's file: 3 to 8 lines. Calls that it
   * leaves behind go on for up to 1.5 s and are drawn, too. If there are any, or if the work fails, a
   * line marks the moment at which it was over.
   *
   * All acts of a demo share one time axis: that of the longest so far. So put the longest first.
   *
   * @param title Names the act; each title once in a demo.
   * @returns What `work` returns, or `undefined` if it failed. A failure is printed, and the demo goes
   * on, because the audience may have asked for failures.
   */
  act<T>(
    title: string,
    work: (api: MockApi) => T | PromiseLike<T>,
    options?: ActOptions,
  ): Promise<T | undefined>
  /** What the acts so far came to, in order. */
  readonly acts: readonly Act[]
  /** Waits, and leaves the thread to others. */
  sleep(ms: number): Promise<void>
  /** Works for so long without a pause: nothing else can run. */
  burn(ms: number): void
}

/** A lesson's `demo.ts`, as it is exported and as {@link present} takes it. */
export interface Demo {
  /** The network of every act. */
  readonly network: NetworkInput
  /** Plays the acts. */
  readonly demo: (stage: Stage) => Promise<void>
  /** What the audience is asked before the first act. */
  readonly predict?: Question
}

/** Options of an act. */
export interface ActOptions {
  /** What is different about the network in this act. */
  readonly network?: NetworkInput
  /**
   * How many rows of calls the picture has, at most. With 0 it shows only how many calls are in flight,
   * which is all that can be seen of hundreds. Default: as many as fit the terminal.
   */
  readonly rows?: number
}

/** What the audience predicts: a situation, and questions about it. */
export interface Question {
  /** The title of the act that the questions are about. */
  readonly act: string
  /**
   * Describes the situation in a sentence or two that give nothing away. Its latencies come from
   * `ahead`, so that they are those of the network as it is played.
   */
  readonly intro: (ahead: Ahead) => string
  /** One to three questions: the ones that the lesson's README asks. */
  readonly asks: readonly Ask[]
}

/** A question whose answer is a number. */
export interface Ask {
  /** Its text. */
  readonly question: string
  /** `ms`, or the noun that follows the number, such as `calls`; `''` if none does. */
  readonly unit: string
  /** The title of the act that it is about, if it is not the one of {@link Question}. */
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

/** What an act came to. JSON-serialisable. */
export interface Act {
  /** Its title. */
  readonly title: string
  /** When its work was over, in ms since the act began. */
  readonly settledMs: number
  /** Why it failed; missing when it did not. */
  readonly error?: string
  /** What the network had in store for it, before any waiting for slots or limits. */
  readonly theory: Theory
  /** What was measured. */
  readonly facts: Facts
  /** Every call, up to the end of the work and of what it left behind. */
  readonly trace: Trace
}

/** What the latencies alone say about an act's calls. */
export interface Theory {
  /** All one after another. */
  readonly sequentialMs: number
  /** All at once: the slowest. */
  readonly slowestMs: number
}

/** How a demo is performed. */
export interface PerformOptions {
  /** Takes each piece of text; `console.log` by default. */
  readonly print?: (text: string) => void
  /** Changes the network of each act: what the audience wants to be different. */
  readonly adjust?: (network: NetworkInput) => NetworkInput
  /** Plays in virtual time: exact, and over at once. */
  readonly virtual?: boolean
  /** How timelines are drawn, if not by the defaults. */
  readonly draw?: DrawOptions
  /** The rows of the terminal: an act has fewer rows of calls if it would not fit. 24 by default. */
  readonly rows?: number
  /** The text of the demo's file, in which the code of each act is found. Without it none is shown. */
  readonly source?: string
  /** Draws each act while it is on. Without it an act is drawn when it has ended. */
  readonly live?: LiveScreen
}
