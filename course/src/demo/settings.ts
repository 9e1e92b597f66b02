/** What `course run` hands to the process that plays the demo, as JSON. */
export interface DemoSettings {
  readonly file: string
  /** How the audience wants the network. */
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

/** What a learner commits to before a run; what was skipped is missing. */
export interface Prediction {
  readonly makespanMs?: number
  readonly peakInFlight?: number
}

/** What an act came to, as the course remembers and compares it. */
export interface ActSummary {
  readonly title: string
  readonly calls: number
  readonly makespanMs: number
  readonly peakInFlight: number
  readonly sequentialMs: number
  readonly slowestMs: number
}

/** From the process that plays the demo. */
export type FromDemo =
  | {
      readonly type: 'played'
      readonly acts: readonly ActSummary[]
      readonly prediction?: Prediction
      /** The title of the act that the prediction is about. */
      readonly about?: string
      /** Whether the latencies explain that act. */
      readonly theory: boolean
    }
  /** Whoever read what the demo prints has read enough. */
  | { readonly type: 'reader-left' }
  /** The learner asked for something that cannot be; the message says what and what to do. */
  | { readonly type: 'refused'; readonly message: string }
