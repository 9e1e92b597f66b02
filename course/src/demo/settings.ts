import type { CourseError } from '../errors.ts'
import type { Theory } from '@overlap/mock-server/stage'

/** What `course run` passes to the process that plays the demo, as JSON. */
export interface DemoSettings {
  readonly file: string
  /** The flags that change the network. */
  readonly wishes: NetworkWishes
  readonly virtual: boolean
  readonly json: boolean
  /** Ask for a prediction first, if the learner sits at a terminal. */
  readonly ask: boolean
  readonly prediction?: Prediction
  readonly exports: ExportFiles
  readonly color: boolean
  readonly ascii: boolean
  readonly width: number
  /** Rows of the terminal; acts are drawn to fit. */
  readonly rows: number
}

/** Flags that change the network. */
export interface NetworkWishes {
  /** In place of the demo's network: the text of a JSON file, or the name of a preset. */
  readonly network?: unknown
  readonly latency?: unknown
  readonly failure?: unknown
  readonly seed?: number
}

/** Files to write the timelines to. */
export interface ExportFiles {
  readonly image?: string
  readonly har?: string
  readonly trace?: string
}

/** A learner's answers to the demo's questions, in their order; `null` for one that was skipped. */
export type Prediction = readonly (number | null)[]

/** A question of the demo, with what was predicted and what was measured. */
export interface Answered {
  /** The title of the act that it is about. */
  readonly act: string
  readonly question: string
  /** `ms`, or the noun that follows the number; may be `''`. */
  readonly unit: string
  readonly predicted?: number
  /** Missing if the act did not get that far. */
  readonly measured?: number
  /** The bound that explains the measurement, beside the other one; missing if neither does. */
  readonly theory?: Theory
}

/** From the process that plays the demo. */
export type FromDemo =
  | {
      readonly type: 'played'
      readonly answers: readonly Answered[]
      /** Whether calls take different times in the demo's own network. */
      readonly hasSpread: boolean
    }
  /** The program that read the demo's output stopped reading. */
  | { readonly type: 'reader-left' }
  /** The learner asked for something impossible. The message says what, and what to do. */
  | {
      readonly type: 'refused'
      readonly message: string
      readonly exitCode: CourseError['exitCode']
    }
