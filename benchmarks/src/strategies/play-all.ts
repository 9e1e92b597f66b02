import type { Latency, NetworkInput } from '@overlap/mock-server'
import { percentiles } from '@overlap/trace'
import { firstPaths } from './paths.ts'
import {
  expected,
  measureTasks,
  onNetwork,
  play,
  type Expected,
  type Played,
  type Task,
  type TaskTime,
} from './play.ts'
import { callsOf, rateOf, type Settings } from './settings.ts'
import {
  strategies,
  strategyKeys,
  type Plan,
  type Strategy,
  type StrategyKey,
} from './strategies.ts'

/** What a strategy took, and what it takes by theory. */
export interface Outcome extends Played, Expected {
  readonly name: string
  readonly task: Task
}

/** The outcomes of the strategies that were played. */
export type Outcomes = Readonly<Partial<Record<StrategyKey, Outcome>>>

/** Plays the strategies in virtual time. */
export async function playAll(latency: Latency, settings: Settings): Promise<Outcomes> {
  const paths = firstPaths(callsOf(settings))
  const plan = await planOf(paths, latency, settings)
  const outcomes: Partial<Record<StrategyKey, Outcome>> = {}
  for (const key of settings.only ?? strategyKeys) {
    const strategy: Strategy = strategies[key]
    const idle: NetworkInput = {
      seed: settings.seed,
      latency,
      failures: failuresOf(strategy, settings.fail),
    }
    const tasks = await measureTasks(strategy, { paths, plan }, onNetwork(idle))
    const inOrder = ordered(strategy, paths, tasks)
    const workload = { paths: inOrder.paths, plan }
    const task: Task = { strategy, workload, network: { ...idle, ...serverOf(settings) } }
    outcomes[key] = {
      name: strategy.name(plan),
      task,
      ...(await play(strategy, workload, onNetwork(task.network))),
      ...expected(task, inOrder.tasks),
    }
  }
  return outcomes
}

/** What the strategies may know. The delay of a second call depends on how long calls take. */
async function planOf(
  paths: readonly string[],
  latency: Latency,
  settings: Settings,
): Promise<Plan> {
  const {
    limit: [limit = 1],
    seed,
  } = settings
  const plan: Plan = { limit, ratePerSecond: rateOf(settings), hedgeAfterMs: Infinity }
  const stage = onNetwork({ seed, latency })
  const calls = await measureTasks(strategies.pool, { paths, plan }, stage)
  const { p95 } = percentiles(calls.map(({ wholeMs }) => wholeMs))
  // As lesson 20 does, but 1 ms later, so that a call that takes exactly as long needs no second one.
  return { ...plan, hedgeAfterMs: p95 + 1 }
}

/** How many calls the server works on. The rest wait. */
const serverOf = ({ capacity, ...settings }: Settings): NetworkInput =>
  capacity === undefined ? {} : { capacity: { slots: capacity, queue: 2 * callsOf(settings) } }

/** Only the strategy that retries has failing calls, unless all of them should. */
function failuresOf(
  strategy: Strategy,
  fail: Settings['fail'],
): NonNullable<NetworkInput['failures']> {
  if (fail !== undefined) return [fail]
  return strategy === strategies.retries ? [{ kind: 'status', status: 503, probability: 0.05 }] : []
}

function ordered(
  { order }: Strategy,
  paths: readonly string[],
  tasks: readonly TaskTime[],
): { paths: readonly string[]; tasks: readonly TaskTime[] } {
  if (order === undefined) return { paths, tasks }
  const longestFirst = paths
    .map((_, i) => i)
    .toSorted((a, b) => tasks[b]!.wholeMs - tasks[a]!.wholeMs)
  return {
    paths: longestFirst.map((i) => paths[i]!),
    tasks: longestFirst.map((i) => tasks[i]!),
  }
}
