import { getJson } from '@overlap/lesson-05'
import { simulate, type NetworkInput } from '@overlap/mock-server'
import { bounds, facts, percentiles, type Call, type Percentiles, type Trace } from '@overlap/trace'
import { Attempts } from './attempts.ts'
import type { Attempt, Load, Plan, Strategy } from './strategies.ts'

/** What every strategy has to do. */
export interface Workload {
  readonly paths: readonly string[]
  readonly plan: Plan
}

/** A strategy, what it has to do, and on which network. */
export interface Task {
  readonly strategy: Strategy
  readonly workload: Workload
  readonly network: NetworkInput
}

/** Runs some work on a network, and resolves with the calls that it made. */
export type Stage = (work: (attempt: Attempt) => Promise<void>) => Promise<Trace>

/** What a strategy took. */
export interface Played {
  readonly makespanMs: number
  readonly peakInFlight: number
  readonly calls: number
  /** Calls that were answered with a status of 400 or above. */
  readonly failed: number
  /** The time of the calls whose answers nobody used, as a share of the time of all calls. */
  readonly wastedShare: number
  /** How long it took to load a path, whether in one call or more. Waiting for its turn doesn't count. */
  readonly load: Percentiles
  /** How many paths were not loaded. */
  readonly lost: number
  /** The latencies of the calls, in ms. */
  readonly latency: Percentiles
  /** The mean of these latencies. */
  readonly meanMs: number
}

/** A stage in virtual time: exact, and the same on every machine. */
export const onNetwork =
  (network: NetworkInput): Stage =>
  async (work) => {
    const run = await simulate(
      network,
      (api) => work((path, options) => getJson(api.url(path), options)),
      { limitMs: Infinity, callLimit: Infinity, timerLimit: Infinity, heartbeatMs: 60_000 },
    )
    if (run.outcome === 'fulfilled') return run.trace
    throw new Error(run.diagnosis ?? 'A strategy rejected', { cause: run.reason })
  }

/** Lets a strategy do the work. */
export async function play(
  strategy: Strategy,
  { paths, plan }: Workload,
  stage: Stage,
): Promise<Played> {
  let lost = 0
  const loadMs: number[] = []
  const attempts = new Attempts()
  const trace = await stage(async (attempt) => {
    const load = loadOf(strategy, attempts.watch(attempt), plan)
    await strategy.schedule(
      paths,
      async (path) => {
        const startMs = performance.now()
        await load(path).catch(() => (lost += 1))
        loadMs.push(performance.now() - startMs)
      },
      plan,
    )
  })
  const { makespanMs, peakInFlight } = facts(trace)
  const callsMs = trace.calls.map(({ sentMs, endMs = sentMs }) => endMs - sentMs)
  return {
    makespanMs,
    peakInFlight,
    calls: trace.calls.length,
    failed: trace.calls.filter(({ outcome }) => outcome === 'http-error').length,
    wastedShare: attempts.wastedShare,
    load: percentiles(loadMs),
    lost,
    latency: percentiles(callsMs),
    meanMs: sumOf(callsMs) / callsMs.length,
  }
}

const sumOf = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0)

/** What a strategy takes by theory, and the least that any schedule takes for the same calls. */
export interface Expected {
  /** Missing if there is no exact theory: calls that wait for the server hold each other up. */
  readonly theoryMs?: number
  readonly boundMs: number
}

/** How long a task takes if nothing holds it up. */
export interface TaskTime {
  /** From its start to its end. */
  readonly wholeMs: number
  /** How much of that at least one call was in flight. The rest are pauses, in which another task could use the slot. */
  readonly busyMs: number
}

/**
 * Computes what a strategy takes by theory. How long each task takes alone is known: it's measured all at once on
 * the same network, where a call meets the same latency and failures in every schedule, unless the server is
 * overloaded.
 */
export function expected(
  { strategy, workload: { plan }, network: { capacity } }: Task,
  tasks: readonly TaskTime[],
): Expected {
  const wholesMs = tasks.map(({ wholeMs }) => wholeMs)
  const boundMs = boundOf(strategy, tasks, plan)
  if (capacity) return { boundMs: Math.max(boundMs, slotsBound(tasks, capacity.slots)) }
  return { boundMs, theoryMs: facts(strategy.theory(traceOf(wholesMs), plan)).makespanMs }
}

function boundOf({ bound }: Strategy, tasks: readonly TaskTime[], plan: Plan): number {
  const wholesMs = tasks.map(({ wholeMs }) => wholeMs)
  const rate = { limit: plan.ratePerSecond, perMs: 1000 }
  if (bound === 'rate') return bounds(wholesMs, { rate }).rateMs ?? 0
  return bound === 'slowest' ? bounds(wholesMs).slowestMs : slotsBound(tasks, plan.limit)
}

/** The list-scheduling bound, where a slot is needed only while a call is in flight. */
export function slotsBound(tasks: readonly TaskTime[], slots: number): number {
  const busyMs = sumOf(tasks.map((task) => task.busyMs))
  return Math.max(bounds(tasks.map(({ wholeMs }) => wholeMs)).slowestMs, busyMs / slots)
}

/** Measures how long each task of a strategy takes if nothing holds it up. */
export async function measureTasks(
  strategy: Strategy,
  { paths, plan }: Workload,
  stage: Stage,
): Promise<TaskTime[]> {
  const tasks: TaskTime[] = []
  await stage(async (attempt) => {
    const time = async (path: string, i: number): Promise<void> => {
      const attempts = new Attempts()
      const startMs = performance.now()
      await loadOf(strategy, attempts.watch(attempt), plan)(path).catch(() => undefined)
      tasks[i] = { wholeMs: performance.now() - startMs, busyMs: attempts.busyMs }
    }
    await Promise.all(paths.map(time))
  })
  return tasks
}

const loadOf = ({ guard }: Strategy, attempt: Attempt, plan: Plan): Load =>
  guard?.(attempt, plan) ?? ((path) => attempt(path))

/** A trace in which every task is a call, and all are sent at once. */
function traceOf(tasksMs: readonly number[]): Trace {
  const calls = tasksMs.map((endMs, id): Call => ({
    id,
    method: 'GET',
    url: 'http://shop.test/',
    client: '',
    attempt: 1,
    sentMs: 0,
    headersMs: endMs,
    endMs,
    outcome: 'ok',
    bodyBytes: 0,
  }))
  return { calls, epochMs: 0, nowMs: Math.max(0, ...tasksMs), dropped: 0, marks: [] }
}
