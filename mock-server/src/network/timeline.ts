/** The clock of a model. Its origin doesn't matter, as long as time does not run backwards. */
export interface NetworkClock {
  /** Milliseconds, like `performance.now()`. */
  nowMs(): number
  /** Milliseconds since 1970, for HTTP dates. Default: `Date.now()`. */
  epochMs?(): number
}

/** When a timeline starts, and starts over. */
export interface TimelineRules {
  /** When the network is set or reset, or with the first call after that. */
  readonly timelineStarts: 'now' | 'first-call'
  /** Time after which the timeline starts over. Default: never. */
  readonly timelineRepeatMs?: number
}

/** Tracks the current moment of a network's timeline. */
export class Timeline {
  #rules: TimelineRules
  /** Undefined until the first call, if the first call starts the timeline. */
  #startMs: number | undefined

  constructor(rules: TimelineRules, nowMs: number) {
    this.#rules = rules
    this.#startMs = rules.timelineStarts === 'now' ? nowMs : undefined
  }

  /** Starts over, under other rules if they are given. */
  restart(nowMs: number, rules: TimelineRules = this.#rules): void {
    this.#rules = rules
    this.#startMs = rules.timelineStarts === 'now' ? nowMs : undefined
  }

  /** Called when a call is sent. Starts a timeline that waits for the first call. */
  callAt(nowMs: number): number {
    this.#startMs ??= nowMs
    return this.at(nowMs)
  }

  /** The moment of the timeline, in ms: 0 until it starts, and again whenever it starts over. */
  at(nowMs: number): number {
    const sinceMs = Math.max(0, nowMs - (this.#startMs ?? nowMs))
    return sinceMs % (this.#rules.timelineRepeatMs ?? Infinity)
  }
}
