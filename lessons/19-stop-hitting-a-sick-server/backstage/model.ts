import { HttpError } from '@overlap/lesson-05'
import { Circuit, type Begun, type WantedEnd } from './circuit.ts'
import { right, type Rules } from './rules.ts'
import type { Caller, End, Scene } from './scene.ts'

export type { WantedEnd } from './circuit.ts'

/** Whether `isFailure` throws about the error with which a call ends. */
const isUnexpected = (end: End): boolean => !end.ok && 'thrown' in end

const begunOf = ({ phase, row }: Circuit, { atMs, end }: Caller): Begun => {
  return { phase, row, atMs, isAnswer: !end.ok && !end.counts }
}

/** Plays a scene by some rules: what has to become of each caller. */
export function expected(scene: Scene, changed: Partial<Rules> = {}): readonly WantedEnd[] {
  const rules = { ...right, ...changed }
  const { answers, aborts, timeouts, abortedBefore, throwing, shared } = rules
  const { countsThrows, countsFalsy, countsNotNow, hasDefault } = rules
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
    if (!hasDefault && !scene.isCustom) return false
    const isNotNow = end.error instanceof HttpError && end.error.status < 500
    if (end.counts && isNotNow && scene.isCustom) return !rules.narrows
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
      if (isLetThrough && abortedBefore !== 'never ends')
        circuit.note(atMs, says, begunOf(circuit, caller))
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
    const begun = begunOf(circuit, caller)
    const run = (): void => {
      end.isLate = begun.phase !== circuit.phase
      if (end.how === 'own') {
        const isUnjudged = isUnexpected(caller.end)
        if (
          (isUnjudged ? throwing : answers) === 'never ends' &&
          begun.isAnswer &&
          state === 'probe'
        )
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
