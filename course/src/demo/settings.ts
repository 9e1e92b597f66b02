import type { CourseError } from '../errors.ts'
import type { Theory } from '@overlap/mock-server/stage'

/** The settings that `course run` passes as JSON to the process that plays the demo. */
export interface DemoSettings {
  readonly file: string
  readonly wishes: NetworkWishes
  readonly virtual: boolean
  readonly json: boolean
  /** Whether to ask the demo's questions at the terminal first. */
  readonly ask: boolean
  readonly prediction?: Prediction
  readonly exports: ExportFiles
  readonly color: boolean
  readonly ascii: boolean
  readonly width: number
  /** Rows of the terminal. Acts are drawn to fit. */
  readonly rows: number
}

/** The flags that change the network. */
export interface NetworkWishes {
  /** A network that replaces the demo's own. */
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

/** A learner's answers to the demo's questions, in order. `null` is a question that was skipped. */
export type Prediction = readonly (number | null)[]

/** A question of the demo, with the prediction and the measurement. */
export interface Answered {
  /** The title of the act that the question is about. */
  readonly act: string
  readonly question: string
  /** `ms`, or the noun after the number; may be `''`. */
  readonly unit: string
  readonly predicted?: number
  /** Missing if the act failed before it could be measured. */
  readonly measured?: number
  /** Both bounds, if one of them explains the measurement. */
  readonly theory?: Theory
}

/** A message from the process that plays the demo. */
export type FromDemo =
  | {
      readonly type: 'played'
      readonly answers: readonly Answered[]
      /** Whether calls take different times in the demo's own network. */
      readonly hasSpread: boolean
      /** How long an act had to wait for the processor, in ms: the longest of all acts. */
      readonly lostMs: number
    }
  /** The program that reads the demo's output has stopped reading. */
  | { readonly type: 'reader-left' }
  /** The demo cannot run, for example because of a flag. The message says why, and what to do. */
  | {
      readonly type: 'refused'
      readonly message: string
      readonly exitCode: CourseError['exitCode']
    }
