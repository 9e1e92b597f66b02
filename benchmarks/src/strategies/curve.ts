import type { Latency, NetworkInput } from '@overlap/mock-server'
import { bounds, numberText } from '@overlap/trace'
import type { Say } from '../benchmark.ts'
import { exact, valueText } from '../report/figure.ts'
import type { Section } from '../report/report.ts'
import { UsageError } from '../output/usage-error.ts'
import { measureTasks, onNetwork, play, slotsBound, type Played, type Task } from './play.ts'
import { timesOf } from './ratio.ts'
import { firstPaths } from './paths.ts'
import { callsOf, callsText, rateOf, type Settings } from './settings.ts'
import { strategies } from './strategies.ts'

/** How many calls the server works on at once, if nothing else is said. */
const SLOTS = 20
/** A makespan this near to the shortest one counts as the shortest. */
const NEAR = 1.05

/** A pool of one size. */
export interface Point extends Played {
  readonly name: string
  readonly task: Task
  readonly limit: number
  readonly speedUp: number
  /** The greatest speed-up that the limit, the server and the slowest task allow. */
  readonly mostSpeedUp: number
  /** The same without the limit. */
  readonly bestSpeedUp: number
}

/** Makes the same calls through pools of several sizes, to a server that works on some of them at once. */
export async function curve(
  title: string,
  latency: Latency,
  settings: Settings,
  say: Say,
): Promise<Section[]> {
  const { capacity = SLOTS, fail, only } = settings
  const unused = [only && '--only', settings.rate && '--rate'].find(Boolean)
  if (unused)
    throw new UsageError(`${unused} needs one --limit: with several, only pools are compared.`)
  const points = await playCurve(latency, settings)
  const knee = kneeOf(points)
  const section: Section = {
    title,
    intro: [
      `${callsText(callsOf(settings))} through a pool${fail === undefined ? '' : ' with retries'}. The server works on ${numberText(capacity)} of them at once.`,
    ],
    table: {
      columns: [
        { head: 'makespan', bar: true },
        { head: 'speed-up' },
        { head: 'at most' },
        { head: 'calls/s', optional: true },
        { head: 'p50' },
        { head: 'p99' },
        { head: 'lost', optional: settings.fail === undefined },
      ],
      rows: points.map((point) => ({
        name: point.name,
        cells: [
          exact(point.makespanMs, 'ms'),
          exact(point.speedUp, 'ratio'),
          exact(point.mostSpeedUp, 'ratio'),
          point.makespanMs === 0
            ? undefined
            : exact((1000 * point.calls) / point.makespanMs, 'calls/s'),
          exact(point.latency.p50, 'ms'),
          exact(point.latency.p99, 'ms'),
          exact(point.lost, 'count'),
        ],
      })),
    },
    chart: {
      kind: 'lines',
      over: 'in flight',
      of: ['speed-up', 'at most'],
      lines: [{ at: capacity, label: `the server's ${capacity}` }],
    },
    notes: notesOf(points, knee, Math.min(capacity, callsOf(settings))),
  }
  if (settings.real !== true) return [section]
  const { overSockets } = await import('./sockets/over-sockets.ts')
  return [section, await overSockets(title, points, say)]
}

/** Plays a pool of each size in virtual time. */
export async function playCurve(latency: Latency, settings: Settings): Promise<Point[]> {
  const { seed, fail, capacity = SLOTS } = settings
  const calls = callsOf(settings)
  const paths = firstPaths(calls)
  const strategy = fail === undefined ? strategies.pool : strategies.retries
  const idle: NetworkInput = { seed, latency, failures: fail === undefined ? [] : [fail] }
  const network: NetworkInput = { ...idle, capacity: { slots: capacity, queue: calls } }
  const planOf = (limit: number) => ({
    limit,
    ratePerSecond: rateOf(settings),
    hedgeAfterMs: Infinity,
  })
  const tasks = await measureTasks(strategy, { paths, plan: planOf(1) }, onNetwork(idle))
  const wholesMs = tasks.map(({ wholeMs }) => wholeMs)
  const { sequentialMs } = bounds(wholesMs)
  const points: Point[] = []
  for (const limit of settings.limit) {
    const task: Task = { strategy, workload: { paths, plan: planOf(limit) }, network }
    const played = await play(strategy, task.workload, onNetwork(network))
    const { poolMs = 0 } = bounds(wholesMs, { limit })
    const mostMs = Math.max(poolMs, slotsBound(tasks, capacity))
    points.push({
      ...played,
      name: `${numberText(limit)} in flight`,
      task,
      limit,
      speedUp: timesOf(sequentialMs, played.makespanMs),
      mostSpeedUp: timesOf(sequentialMs, mostMs),
      bestSpeedUp: timesOf(sequentialMs, slotsBound(tasks, capacity)),
    })
  }
  return points
}

/** The fewest calls in flight with which the makespan is nearly as short as it gets. */
export function kneeOf(points: readonly Point[]): Point {
  const shortestMs = Math.min(...points.map(({ makespanMs }) => makespanMs))
  return points.find(({ makespanMs }) => makespanMs <= NEAR * shortestMs)!
}

function notesOf(points: readonly Point[], knee: Point, slots: number): string[] {
  const [first, last] = [points[0]!, points.at(-1)!]
  const best = valueText(last.bestSpeedUp, 'ratio')
  // With fewer calls in flight than the server works on, the makespan may be flat only between these limits.
  if (last.limit < slots && last.speedUp * NEAR < last.bestSpeedUp) {
    return [
      `The knee was not reached: the server and the slowest call allow a speed-up of ${best}.`,
    ]
  }
  const where = knee === first && knee.limit > 1 ? 'not above' : 'at'
  return [
    `The knee is ${where} ${knee.name}: more of them take at most 5 % off the makespan.`,
    ...(last.latency.p99 > knee.latency.p99 ? [queueing(knee, last)] : []),
  ]
}

function queueing(knee: Point, last: Point): string {
  const [from, to] = [knee, last].map(({ latency }) => valueText(latency.p99, 'ms'))
  return `They wait for the server instead. From ${numberText(knee.limit)} to ${last.name}, the p99 grows from ${from} to ${to}.`
}
