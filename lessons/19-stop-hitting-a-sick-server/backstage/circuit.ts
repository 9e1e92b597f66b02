import type { Rules } from './rules.ts'
import type { Scene } from './scene.ts'

/** What has to become of a caller. */
export interface WantedEnd {
  /** When it settles. */
  endMs: number
  /** `refused`: with a CircuitOpenError. `aborted`: with the caller's reason. `own`: as the call of `fn` ends. */
  how: 'refused' | 'aborted' | 'own'
  /** The circuit when the caller came. `probe`: this call is the one. `probing`: another one is. */
  readonly state: 'closed' | 'open' | 'probe' | 'probing'
  /** Since when it is open, or since when the probe is in flight. */
  readonly sinceMs: number
  /** Until when it is open. */
  readonly untilMs: number
  /** Whether its call ended after the circuit had opened or closed. */
  isLate: boolean
  /** What opened it last. */
  readonly openedBy: 'row' | 'rate' | 'probe'
  /** Whether the fallback is called. */
  fallsBack: boolean
}

/** What is known of a call when it ends. */
export interface Begun {
  readonly phase: number
  readonly atMs: number
  /** The count of failures in a row when it began. */
  readonly row: number
  /** Whether it ends with an error that isn't a failure. */
  readonly isAnswer: boolean
}

/** One circuit, in virtual time. */
export class Circuit {
  phase = 0
  openedMs = 0
  openedBy: WantedEnd['openedBy'] = 'row'
  untilMs: number | undefined
  probingSinceMs: number | undefined
  row = 0
  probes = 0
  ends: (Begun & { readonly endMs: number; readonly failed: boolean })[] = []
  /** Whether a probe has ended, but is still taken to be in flight. */
  isStuck = false
  /** Whether a single failure opens it. */
  isFragile = false
  readonly #scene: Scene
  readonly #rules: Rules

  constructor(scene: Scene, rules: Rules) {
    this.#scene = scene
    this.#rules = rules
  }

  get threshold(): number {
    const { opensAt, probeSucceeded } = this.#rules
    const isFragile = probeSucceeded === 'one failure always opens' && this.probes > 0
    return isFragile || this.isFragile ? 1 : opensAt(this.#scene.failures)
  }

  open(nowMs: number): void {
    if (this.untilMs !== undefined) {
      this.openedBy = 'probe'
      this.isStuck ||= this.#rules.mark === 'stays after a failure'
    } else this.openedBy = this.row >= this.threshold ? 'row' : 'rate'
    this.#change()
    this.openedMs = nowMs
    this.untilMs = nowMs + this.#scene.coolDownMs
  }

  close(row = 0): void {
    this.#change()
    this.row = row
    this.untilMs = undefined
  }

  #change(): void {
    this.phase += 1
    this.row = 0
    this.probingSinceMs = undefined
    if (this.#rules.rate !== 'keeps the window') this.ends = []
  }

  /** The state for a caller who comes now. */
  arrive(nowMs: number): WantedEnd['state'] {
    const { afterwards, refusalsRestart } = this.#rules
    if (this.untilMs === undefined) return 'closed'
    if (nowMs < this.untilMs || afterwards === 'still open') {
      if (refusalsRestart) this.untilMs = nowMs + this.#scene.coolDownMs
      return 'open'
    }
    if (afterwards === 'closed') {
      this.close()
      return 'closed'
    }
    if (this.isStuck) return 'probing'
    if (this.probingSinceMs !== undefined && afterwards !== 'any number of probes') {
      if (afterwards === 'one probe' || this.probingSinceMs !== nowMs) return 'probing'
    }
    this.probingSinceMs ??= nowMs
    return 'probe'
  }

  /** Takes in how a call ended. */
  note(nowMs: number, failed: boolean | undefined, begun: Begun): void {
    const { answers, late, probeFailed, probeSucceeded, success } = this.#rules
    if (begun.phase !== this.phase) {
      if (failed === undefined || late === 'ignored') return
      if (late === 'failures count' && !failed) return
      if (late === 'successes count' && failed) return
      if (this.untilMs !== undefined && this.probingSinceMs === undefined) {
        return failed ? this.open(nowMs) : this.close()
      }
    }
    if (this.untilMs !== undefined) {
      if (failed === undefined) this.probingSinceMs = undefined
      else if (failed && probeFailed === 'open') this.open(nowMs)
      else if (failed && probeFailed === 'next probe') this.probingSinceMs = undefined
      else if (failed) this.close(probeFailed === 'closed' ? 0 : 1)
      else if (probeSucceeded === 'open') this.open(nowMs)
      else if (begun.isAnswer && answers === 'reopens the circuit') this.open(nowMs)
      else this.#probeSucceeded(begun)
      return
    }
    if (failed === undefined) return
    const { windowMs = Infinity } = this.#scene.rate ?? {}
    const isFull = nowMs - (this.ends[0]?.endMs ?? nowMs) >= windowMs
    if (isFull && this.#rules.rate === 'starts anew') this.ends = []
    this.ends.push({ ...begun, endMs: nowMs, failed })
    if (failed) this.row = (this.#rules.countsFrom === 'the begin' ? begun.row : this.row) + 1
    else if (success === 'sets it to 0') this.row = 0
    else if (success === 'takes 1 off') this.row = Math.max(0, this.row - 1)
    const { rate } = this.#rules
    const hasRow = failed && this.row >= this.threshold
    const counts = rate !== 'instead of failures' || !this.#scene.rate
    if ((hasRow && counts) || this.#isOver(nowMs, failed)) this.open(nowMs)
  }

  #probeSucceeded({ isAnswer }: Begun): void {
    const how = this.#rules.probeSucceeded
    this.probes += 1
    const goesOn = how === 'next probe' || (how === 'after two' && this.probes % 2 === 1)
    if (goesOn) this.probingSinceMs = undefined
    else {
      const { mark } = this.#rules
      this.isFragile = isAnswer && mark === 'lets one failure open after another error'
      this.isStuck ||= mark === (isAnswer ? 'stays after another error' : 'stays after a success')
      this.close(how === 'one failure opens' ? this.threshold - 1 : 0)
    }
  }

  #isOver(nowMs: number, failed: boolean): boolean {
    const { rate } = this.#scene
    const how = this.#rules.rate
    if (!rate || how === 'never' || (!failed && how !== 'after successes')) return false
    const { over, windowMs, atLeast } = rate
    const ends = how === 'before the failure' ? this.ends.slice(0, -1) : this.ends
    const known = ends.filter(({ isAnswer, failed }) => {
      return how === 'only failures' ? failed : how !== 'without answers' || !isAnswer
    })
    const latest =
      how === 'last calls'
        ? known.slice(-atLeast)
        : known.filter(({ atMs, endMs }) => {
            return how === 'all' || nowMs - (how === 'by their begin' ? atMs : endMs) < windowMs
          })
    const failures = (how === 'failures stay' ? known : latest).filter((end) => end.failed)
    const counted =
      { 'atLeast failures': failures, 'atLeast of all': known }[how as string] ?? latest
    const least = how === 'without atLeast' ? 0 : how === 'above atLeast' ? atLeast + 1 : atLeast
    if (counted.length < least) return false
    const share = failures.length / latest.length
    return how === 'at over' ? share >= over : share > over
  }
}
