import type { StreamScene } from './stream-scenes.ts'

/** What a right stream does. */
export interface Plan {
  /** When the call for each item starts, and when it ends. */
  readonly startsMs: number[]
  readonly endsMs: number[]
  /** Which results the loop gets, in order, and when. */
  readonly got: { readonly at: number; readonly ms: number }[]
}

/** Plays a stream without an error by the rules: moment by moment, whatever can happen happens at once. */
export function planOf(scene: StreamScene): Plan {
  const { latenciesMs, limit, buffer = 0, ordered = false, workMs, kind } = scene
  const pullMs = kind === 'iterable' ? 0 : scene.pullMs
  const plan: Plan = { startsMs: [], endsMs: [], got: [] }
  let pulledMs: number | undefined // when the pull that is under way ends
  let freeMs = 0
  let nowMs = 0
  const waiting = new Set<number>()

  const step = (): boolean => {
    const started = plan.startsMs.length
    const active = plan.endsMs.filter((ms) => ms > nowMs).length
    const ended = plan.endsMs.findIndex((ms, at) => ms <= nowMs && !waiting.has(at))
    if (ended >= 0) return Boolean(waiting.add(earliest(plan.endsMs, waiting)))
    const next = ordered ? plan.got.length : [...waiting][plan.got.length]
    if (freeMs <= nowMs && next !== undefined && waiting.has(next)) {
      freeMs = nowMs + workMs
      return plan.got.push({ at: next, ms: nowMs }) > 0
    }
    if (pulledMs !== undefined && pulledMs <= nowMs) {
      pulledMs = undefined
      plan.startsMs.push(nowMs)
      return plan.endsMs.push(nowMs + (latenciesMs[started] ?? 0)) > 0
    }
    const hasRoom = active < limit && started - plan.got.length < limit + buffer
    if (pulledMs !== undefined || started >= latenciesMs.length || !hasRoom) return false
    pulledMs = nowMs + pullMs
    return true
  }

  while (plan.got.length < latenciesMs.length) {
    while (step());
    const moments = [...plan.endsMs, freeMs, pulledMs ?? Infinity].filter((ms) => ms > nowMs)
    nowMs = Math.min(...moments)
  }
  return plan
}

/** The call that ends first of those whose result isn't there yet. */
function earliest(endsMs: readonly number[], known: ReadonlySet<number>): number {
  const open = [...endsMs.keys()].filter((at) => !known.has(at))
  return open.toSorted((a, b) => endsMs[a]! - endsMs[b]!)[0]!
}
