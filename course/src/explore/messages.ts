import type { Trace } from '@overlap/trace'
import type { Thrown } from '../answers/thrown.ts'
import type { CourseError } from '../errors.ts'

/** The settings that `course explore` passes as JSON to the process and the thread that explore. */
export interface ExploreSettings {
  /** The absolute path of the module that exports `network`, `work` and `property`. */
  readonly file: string
  /** Replaces the module's own number of clients. */
  readonly clients?: number
  /** The one order to play. */
  readonly schedule?: string
  readonly seed?: number
  readonly maxOrders?: number
}

/** The result of an exploration, as a message to the course. */
export interface Explored {
  /** Missing if the module doesn't export a number of clients. */
  readonly clients?: number
  /** What should hold, as a verb: `keep every item`. */
  readonly claim: string
  readonly orders: number
  readonly exhaustive: boolean
  readonly estimatedOrders?: number
  readonly failures: number
  readonly failure?: Failure
  /** What the learner's code printed, line by line; the first lines only. */
  readonly output: readonly string[]
}

/** The shortest order that breaks the property. */
export interface Failure {
  readonly schedule: string
  readonly timeline: Trace
  /** What the property threw. `undefined` if it returned `false`. */
  readonly thrown?: Thrown
  /** Whether the work itself threw that, so that the property found no value. */
  readonly byWork: boolean
}

/** A message from the thread that explores. */
export type FromExplorer =
  /** The thread still runs. After an endless loop begins, there are no more of these. */
  | { readonly type: 'heartbeat'; readonly isLoaded: boolean }
  | ({ readonly type: 'explored' } & Explored)
  /** The file could not be loaded: its own code threw, or it doesn't parse. */
  | { readonly type: 'not-loaded'; readonly thrown: Thrown }
  /** It can't be explored. The message says why, and what to do. */
  | {
      readonly type: 'refused'
      readonly message: string
      readonly exitCode: CourseError['exitCode']
    }

/** The interval between two heartbeats. */
export const heartbeatMs = 200
