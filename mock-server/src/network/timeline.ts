/** Where a model reads the time. Any origin will do, as long as time does not run backwards. */
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
  /** The timeline starts over every so many ms. Default: never. */
  readonly timelineRepeatMs?: number
}

/** Says which moment of its timeline a network is at. */
export class Timeline {
  #rules: TimelineRules
  /** Undefined until the first call, if that is what starts the timeline. */
  #startMs: number | undefined

  constructor(rules: TimelineRules, nowMs: number) {
    this.#rules = rules
    this.#startMs = rules.timelineStarts === 'now' ? nowMs : undefined
  }

  /** Starts over, perhaps under other rules. */
  restart(nowMs: number, rules: TimelineRules = this.#rules): void {
    this.#rules = rules
    this.#startMs = rules.timelineStarts === 'now' ? nowMs : undefined
  }

  /** A call is sent: the first one starts a timeline that waits for it. */
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
