import type { DrawOptions, Facts, Trace } from '@overlap/trace'
import type { MockApi } from '../index.ts'
import type { Network, NetworkInput } from '../network/types.ts'

/** Where a demo plays: it runs pieces of work on a simulated network and draws what they did. */
export interface Stage {
  /** The network that the acts meet, with everything the audience has changed about it. */
  readonly network: Network
  /**
   * Prints a sentence, now; the first after an act below an empty line. One that leads on to the next
   * act begins with a line break of its own.
   */
  say(text: string): void
  /**
   * Runs `work` on a fresh network, as long as it takes, and draws its timeline. Calls that it has left
   * behind run on for up to 1.5 s, and are seen to: a line marks the moment at which it was over.
   *
   * All acts of a demo share one time axis: that of the longest so far. So put the longest first.
   *
   * @param title Names the act; each title once in a demo.
   * @param network What is different about the network in this act.
   * @returns What `work` returns. `undefined` when it failed: the audience may have made the network
   * fail, so that is drawn and told, and the demo goes on.
   */
  act<T>(
    title: string,
    work: (api: MockApi) => T | PromiseLike<T>,
    network?: NetworkInput,
  ): Promise<T | undefined>
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

/** What to predict, and about which act. */
export interface Question {
  /** The title of the act. */
  readonly act: string
  /** What happens there, in a sentence that gives away nothing. */
  readonly question: string
  /**
   * Whether the latencies explain what happens there, so that theory is set beside the measurement;
   * `true` by default.
   */
  readonly theory?: boolean
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
}
