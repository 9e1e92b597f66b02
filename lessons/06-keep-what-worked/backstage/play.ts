import { audited, simulate, type MockApi, type Run } from '@overlap/mock-server'
import type { SettleAllOptions, Settled, Tasks } from '../types.ts'
import { snapshotOf, undoChanges } from './changes.ts'
import { paths, type Plan, type Scene } from './scenes.ts'

/** The learner's function. */
export type SettleAll = <T extends Tasks>(
  tasks: T,
  options?: SettleAllOptions,
) => Promise<Settled<T>>

/** What was seen of one task. */
export interface Seen {
  readonly plan: Plan
  timesCalled: number
  calledMs?: number
  /** The arguments that it was called with. */
  given: readonly unknown[]
  /** Whether it was called with an object that has a signal. */
  hadSignal: boolean
  /** Whether its signal was aborted when it ended. */
  wasAborted: boolean
  /** The reason of its signal when it ended. */
  signalReason?: unknown
  endMs?: number
  /** What it threw because its signal aborted. */
  abortError?: unknown
  /** How the learner's code changed the object that the task returned or threw. */
  changed?: string | undefined
}

/** A call of `settleAll`. */
export interface Played {
  readonly run: Run<unknown>
  readonly tasks: readonly Seen[]
  /** How many tasks were still running when the promise settled. */
  readonly running: number
  /** The reason of the caller's signal, once that has aborted. */
  readonly callerReason: unknown
}

/** Plays a scene with the learner's `settleAll`. */
export async function play(settleAll: SettleAll, scene: Scene): Promise<Played> {
  const { plans, abortMs, reason, withSignal = abortMs !== undefined } = scene
  const tasks = plans.map((plan): Seen => {
    return { plan, timesCalled: 0, given: [], hadSignal: false, wasAborted: false }
  })
  const failures = plans
    .filter(({ end }) => end === 'rejects')
    .map(({ name }) => ({ kind: 'status' as const, status: 503, route: paths[name]! }))
  const routes = plans.map(({ name, latencyMs }) => [paths[name]!, { latency: latencyMs }] as const)
  const before = plans.map(({ value }) => snapshotOf(value))
  let running = 0
  const controller = new AbortController()
  const run = await simulate(
    { routes: Object.fromEntries(routes), failures },
    async (api, time) => {
      if (abortMs === -1) controller.abort(reason)
      else if (abortMs !== undefined) void time.sleep(abortMs).then(() => controller.abort(reason))
      const given = Object.fromEntries(
        tasks.map((seen) => [seen.plan.name, taskOf(seen, api, () => time.nowMs)]),
      )
      const options = withSignal ? { signal: controller.signal } : scene.options
      try {
        const settle = audited(settleAll)
        return await (options ? settle(given, options) : settle(given))
      } finally {
        running = tasks.filter(
          ({ timesCalled, endMs }) => timesCalled > 0 && endMs === undefined,
        ).length
      }
    },
    { leaves: ['call'] },
  )
  for (const [i, seen] of tasks.entries()) seen.changed = undoChanges(seen.plan.value, before[i])
  return { run, tasks, running, callerReason: controller.signal.reason }
}

function taskOf(seen: Seen, api: MockApi, nowMs: () => number): Tasks[string] {
  const { name, end, value, ignoresSignal } = seen.plan
  const work = async (signal: AbortSignal | undefined): Promise<unknown> => {
    const options = ignoresSignal || signal === undefined ? {} : { signal }
    try {
      const response = await fetch(api.url(paths[name]!), options)
      await response.text()
    } catch (error) {
      seen.abortError = error
      throw error
    } finally {
      seen.wasAborted = signal?.aborted ?? false
      seen.signalReason = signal?.reason
      seen.endMs = nowMs()
    }
    if (end === 'rejects') throw value
    return value
  }
  return (...given: readonly ({ readonly signal: AbortSignal } | undefined | null)[]) => {
    seen.timesCalled += 1
    seen.given = given
    seen.calledMs = nowMs()
    const signal = given[0]?.signal
    seen.hadSignal = signal instanceof AbortSignal
    if (end.endsWith('at once')) {
      seen.wasAborted = signal?.aborted === true
      seen.endMs = nowMs()
    }
    if (end === 'returns at once') return value
    if (end === 'throws at once') throw value
    return work(seen.hadSignal ? signal : undefined)
  }
}
