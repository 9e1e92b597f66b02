import { rateLimiter } from '@overlap/lesson-15'
import type { NetworkInput } from '@overlap/mock-server'
import { bounds, facts, type RateRule } from '@overlap/trace'
import { shapes } from '../strategies/shapes.ts'
import { exact, valueText } from '../report/figure.ts'
import type { Section } from '../report/report.ts'
import { difference, idsTo, latenciesOf, load, record, slowestFirstOf } from './calls.ts'

const calls = 60

const rules: Readonly<Record<string, RateRule>> = {
  '5 per 100 ms': { limit: 5, perMs: 100 },
  '10 per 1000 ms': { limit: 10, perMs: 1000 },
  '10 per 1000 ms, burst of 1': { limit: 10, perMs: 1000, burst: 1 },
  '10 per 1000 ms, burst of 30': { limit: 10, perMs: 1000, burst: 30 },
  '7 per 1000 ms, burst of 7': { limit: 7, perMs: 1000, burst: 7 },
}

/** The best makespan under a rate limit, and what a limiter takes. */
export interface RateRun {
  readonly bestMs: number
  readonly slowestFirstMs: number
  readonly inOrderMs: number
}

/** Makes calls through lesson 15's limiter: the slowest first, and in their own order. */
export async function playRate(
  network: NetworkInput,
  count: number,
  rule: RateRule,
): Promise<RateRun> {
  const run = async (ids: readonly number[]): Promise<{ latencies: number[]; ms: number }> => {
    const trace = await record(network, (urlOf) => {
      const limited = rateLimiter(rule).wrap(load)
      return Promise.all(ids.map((id) => limited(urlOf(id))))
    })
    return { latencies: latenciesOf(trace), ms: facts(trace).makespanMs }
  }
  const inOrder = await run(idsTo(count))
  const { latencies } = inOrder
  const slowestFirst = await run(slowestFirstOf(latencies))
  const { rateMs = 0 } = bounds(latencies, { rate: rule })
  return { bestMs: rateMs, slowestFirstMs: slowestFirst.ms, inOrderMs: inOrder.ms }
}

export async function rate(): Promise<Section> {
  const { lognormal = 0 } = shapes
  const played: (readonly [string, RateRun])[] = []
  for (const [name, rule] of Object.entries(rules)) {
    played.push([name, await playRate({ seed: 1, latency: lognormal }, calls, rule)])
  }
  const [, first] = played[0]!
  const [, bucket] = played.at(-1)!
  return {
    title: 'A rate limit decides when the last call can start',
    intro: [
      `${calls} calls with a lognormal latency, by lesson 15's rateLimiter. Theory is the best makespan of all orders: the slowest calls first.`,
    ],
    table: {
      columns: ['theory', 'slowest first', 'difference', 'in their order'].map((head) => ({
        head,
      })),
      rows: played.map(([name, { bestMs, slowestFirstMs, inOrderMs }]) => ({
        name,
        cells: [
          exact(bestMs, 'ms'),
          exact(slowestFirstMs, 'ms'),
          difference(slowestFirstMs, bestMs),
          exact(inOrderMs, 'ms'),
        ],
      })),
    },
    notes: [
      `For a caller: at 5 calls per 100 ms, sending the slowest calls first saves ${valueText(first.inOrderMs - first.slowestFirstMs, 'ms')} of ${valueText(first.inOrderMs, 'ms')}.`,
      `A seventh of 1000 ms is no whole number: with that bucket, timers of whole ms cost ${valueText(bucket.slowestFirstMs - bucket.bestMs, 'ms')}.`,
    ],
  }
}
