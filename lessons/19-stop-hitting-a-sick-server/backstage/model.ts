import { HttpError } from '@overlap/lesson-05'
import { right, type Rules } from './rules.ts'
import type { Caller, End, Scene } from './scene.ts'

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

class Circuit {
  phase = 0
  openedMs = 0
  openedBy: WantedEnd['openedBy'] = 'row'
  untilMs: number | undefined
  probingSinceMs: number | undefined
  row = 0
  probes = 0
  ends: { readonly atMs: number; readonly failed: boolean }[] = []
  readonly #scene: Scene
  readonly #rules: Rules

  constructor(scene: Scene, rules: Rules) {
    this.#scene = scene
    this.#rules = rules
  }

  get threshold(): number {
    const { opensAt, probeSucceeded } = this.#rules
    const isFragile = probeSucceeded === 'one failure always opens' && this.probes > 0
    return isFragile ? 1 : opensAt(this.#scene.failures)
  }

  open(nowMs: number): void {
    if (this.untilMs !== undefined) this.openedBy = 'probe'
    else this.openedBy = this.row >= this.threshold ? 'row' : 'rate'
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
    if (this.probingSinceMs !== undefined && afterwards === 'one probe') return 'probing'
    this.probingSinceMs ??= nowMs
    return 'probe'
  }

  /** Takes in how a call ended. */
  note(nowMs: number, failed: boolean | undefined, begun: number): void {
    const { late, probeFailed, probeSucceeded, success } = this.#rules
    if (begun !== this.phase) {
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
      else this.#probeSucceeded()
      return
    }
    if (failed === undefined) return
    const { windowMs = Infinity } = this.#scene.rate ?? {}
    const isFull = nowMs - (this.ends[0]?.atMs ?? nowMs) >= windowMs
    if (isFull && this.#rules.rate === 'starts anew') this.ends = []
    this.ends.push({ atMs: nowMs, failed })
    if (failed) this.row += 1
    else if (success === 'sets it to 0') this.row = 0
    else if (success === 'takes 1 off') this.row = Math.max(0, this.row - 1)
    const { rate } = this.#rules
    const hasRow = failed && this.row >= this.threshold
    const counts = rate !== 'instead of failures' || !this.#scene.rate
    if ((hasRow && counts) || this.#isOver(nowMs, failed)) this.open(nowMs)
  }

  #probeSucceeded(): void {
    const how = this.#rules.probeSucceeded
    this.probes += 1
    const goesOn = how === 'next probe' || (how === 'after two' && this.probes % 2 === 1)
    if (goesOn) this.probingSinceMs = undefined
    else this.close(how === 'one failure opens' ? this.threshold - 1 : 0)
  }

  #isOver(nowMs: number, failed: boolean): boolean {
    const { rate } = this.#scene
    const how = this.#rules.rate
    if (!rate || how === 'never' || (!failed && how !== 'after successes')) return false
    const { over, windowMs, atLeast } = rate
    const latest = this.ends.filter(({ atMs }) => how === 'all' || nowMs - atMs < windowMs)
    const least = how === 'without atLeast' ? 0 : how === 'above atLeast' ? atLeast + 1 : atLeast
    if (latest.length < least) return false
    const failures = (how === 'failures stay' ? this.ends : latest).filter((end) => end.failed)
    const share = failures.length / latest.length
    return how === 'at over' ? share >= over : share > over
  }
}

/** Whether `isFailure` throws about the error with which a call ends. */
const isUnexpected = (end: End): boolean => !end.ok && 'thrown' in end

/** Plays a scene by some rules: what has to become of each caller. */
export function expected(scene: Scene, changed: Partial<Rules> = {}): readonly WantedEnd[] {
  const rules = { ...right, ...changed }
  const { answers, aborts, timeouts, abortedBefore, throwing, shared } = rules
  const { countsThrows, countsFalsy, countsNotNow } = rules
  const first = new Circuit(scene, rules)
  const second = shared ? first : new Circuit(scene, rules)
  const ends: WantedEnd[] = []
  const queue: { readonly atMs: number; readonly run: () => void }[] = []

  const saysOf = ({ end, takesMs }: Caller): boolean | undefined => {
    if (end.ok) return false
    if (isUnexpected(end)) {
      return throwing.startsWith('like') ? throwing === 'like a failure' : undefined
    }
    if (takesMs === 0 && !countsThrows) return undefined
    if (!end.error && !countsFalsy) return false
    const isNotNow = end.error instanceof HttpError && end.error.status < 500
    if (end.counts) return !isNotNow || countsNotNow
    const isDefault = answers === 'like a failure by default' && !scene.isCustom
    if (answers === 'like a failure' || isDefault) return true
    return answers === 'nothing' ? undefined : false
  }

  const arrive = (caller: Caller, i: number): void => {
    const { atMs, takesMs, abortMs = Infinity, reason, second: isSecond = false } = caller
    const circuit = isSecond ? second : first
    const isTimeout = reason instanceof DOMException && reason.name === 'TimeoutError'
    if (abortMs <= atMs && abortedBefore !== 'nothing') {
      const isLetThrough = ['closed', 'probe'].includes(circuit.arrive(atMs))
      const counts = abortedBefore === 'like a success' || isTimeout
      const says = counts ? abortedBefore === 'like a failure' : undefined
      if (isLetThrough && abortedBefore !== 'never ends') circuit.note(atMs, says, circuit.phase)
    }
    const state = abortMs <= atMs ? 'closed' : circuit.arrive(atMs)
    const end: WantedEnd = {
      endMs: Math.min(atMs + takesMs, abortMs),
      how: abortMs < atMs + takesMs ? 'aborted' : 'own',
      state,
      sinceMs: circuit.probingSinceMs ?? circuit.openedMs,
      untilMs: circuit.untilMs ?? Infinity,
      openedBy: circuit.openedBy,
      isLate: false,
      fallsBack: false,
    }
    ends[i] = end
    if (abortMs <= atMs) return void (end.endMs = atMs)
    if (state === 'open' || state === 'probing') {
      Object.assign(end, { endMs: atMs, how: 'refused', fallsBack: scene.fallback !== undefined })
      return
    }
    const begun = circuit.phase
    const run = (): void => {
      end.isLate = begun !== circuit.phase
      if (end.how === 'own') {
        const isAnswer = !caller.end.ok && !caller.end.counts
        const isUnjudged = isUnexpected(caller.end)
        if ((isUnjudged ? throwing : answers) === 'never ends' && isAnswer && state === 'probe')
          return
        const says = saysOf(caller)
        end.fallsBack = says === true && scene.fallback !== undefined
        return circuit.note(end.endMs, says, begun)
      }
      if (isTimeout) {
        end.fallsBack = scene.fallback !== undefined
        return circuit.note(end.endMs, timeouts === 'like a failure' ? true : undefined, begun)
      }
      if (aborts === 'never ends') return
      const says = aborts === 'nothing' ? undefined : aborts === 'like a failure'
      circuit.note(end.endMs, says, begun)
    }
    queue.push({ atMs: end.endMs, run })
  }

  for (const [i, caller] of scene.callers.entries()) {
    queue.push({ atMs: caller.atMs, run: () => arrive(caller, i) })
  }
  while (queue.length > 0) {
    queue.sort((a, b) => a.atMs - b.atMs)
    queue.shift()!.run()
  }
  return ends
}
