import { mapPool } from '@overlap/lesson-13'
import type { NetworkInput } from '@overlap/mock-server'
import { bounds, facts, type Trace } from '@overlap/trace'
import { shapes } from '../strategies/shapes.ts'
import { exact, valueText } from '../report/figure.ts'
import type { Section } from '../report/report.ts'
import { difference, idsTo, latenciesOf, load, most, record, slowestFirstOf } from './calls.ts'

const calls = 100
const limit = 10

/** How long a pool takes, and the least and the most that theory allows for it, in ms. */
export interface PoolRun {
  readonly boundMs: number
  readonly pooledMs: number
  /** With the slowest calls first. */
  readonly slowestFirstMs: number
  readonly grahamMs: number
}

/** Makes calls through lesson 13's pool. */
export async function playPool(
  network: NetworkInput,
  count: number,
  slots: number,
): Promise<PoolRun> {
  const run = (ids: readonly number[]): Promise<Trace> =>
    record(network, (urlOf) => mapPool(ids.map(urlOf), load, { limit: slots }))
  const pooled = await run(idsTo(count))
  const latencies = latenciesOf(pooled)
  const slowestFirst = await run(slowestFirstOf(latencies))
  const { poolMs = 0 } = bounds(latencies, { limit: slots })
  return {
    boundMs: poolMs,
    pooledMs: facts(pooled).makespanMs,
    slowestFirstMs: facts(slowestFirst).makespanMs,
    grahamMs: (2 - 1 / slots) * poolMs,
  }
}

export async function pool(): Promise<Section> {
  const played: (readonly [string, PoolRun])[] = []
  for (const [shape, latency] of Object.entries(shapes)) {
    played.push([shape, await playPool({ seed: 1, latency }, calls, limit)])
  }
  const worstOf = (pick: (run: PoolRun) => number): string =>
    valueText(most(played.map(([, run]) => 100 * (pick(run) / run.boundMs - 1))), '%')
  return {
    title: 'A pool ends between the list-scheduling bound and Graham’s guarantee',
    intro: [
      `${calls} calls by lesson 13's mapPool, at most ${limit} in flight. No schedule beats the bound: the sum ÷ ${limit}, or the slowest call. No pool takes more than 2 − 1/${limit} times as long (R. L. Graham, 1969).`,
    ],
    table: {
      columns: [
        { head: 'bound' },
        { head: 'mapPool' },
        { head: 'difference' },
        { head: 'slowest first' },
        { head: 'Graham' },
      ],
      rows: played.map(([name, { boundMs, pooledMs, slowestFirstMs, grahamMs }]) => ({
        name,
        cells: [
          exact(boundMs, 'ms'),
          exact(pooledMs, 'ms'),
          difference(pooledMs, boundMs),
          exact(slowestFirstMs, 'ms'),
          exact(grahamMs, 'ms'),
        ],
      })),
    },
    notes: [
      `For a caller: a slow call that starts late holds up the end, so this pool takes up to ${worstOf((run) => run.pooledMs)} longer than the bound. With the slowest calls first, it is ${worstOf((run) => run.slowestFirstMs)}.`,
    ],
  }
}
