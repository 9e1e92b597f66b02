import { mapPool } from '@overlap/lesson-13'
import type { NetworkInput } from '@overlap/mock-server'
import { facts, littlesLaw, type Flow } from '@overlap/trace'
import { shapes } from '../strategies/shapes.ts'
import { exact, valueText } from '../report/figure.ts'
import type { Section } from '../report/report.ts'
import { difference, idsTo, record } from './calls.ts'
import { Gauge } from './gauge.ts'

const calls = 100
const limits = [1, 2, 5, 10, 20, 50]

/** The averages of a run, and how many calls its program counted in flight, averaged over time. */
export interface FlowRun extends Flow {
  readonly countedInFlight: number
}

/** Makes calls through lesson 13's pool, and counts those in flight. */
export async function playFlow(
  network: NetworkInput,
  count: number,
  limit: number,
): Promise<FlowRun> {
  const gauge = new Gauge()
  const trace = await record(network, (urlOf) =>
    mapPool(idsTo(count).map(urlOf), async (url) => (await gauge.during(() => fetch(url))).text(), {
      limit,
    }),
  )
  const flightsMs = trace.calls.map(({ sentMs, headersMs = sentMs }) => headersMs - sentMs)
  const flow = littlesLaw({
    callsPerSecond: (1000 * count) / facts(trace).makespanMs,
    latencyMs: flightsMs.reduce((sum, ms) => sum + ms, 0) / count,
  })
  return { ...flow, countedInFlight: gauge.mean }
}

export async function little(): Promise<Section> {
  const { lognormal = 0 } = shapes
  const played: (readonly [number, FlowRun])[] = []
  for (const limit of limits) {
    played.push([limit, await playFlow({ seed: 1, latency: lognormal }, calls, limit)])
  }
  const { latencyMs } = played[0]![1]
  const wanted = littlesLaw({ callsPerSecond: 100, latencyMs })
  return {
    title: 'Little’s law: calls in flight = calls per second × latency',
    intro: [
      `${calls} calls with a lognormal latency, by mapPool. The program counts its calls in flight, and averages the count over time (J. D. C. Little, 1961).`,
    ],
    table: {
      columns: ['calls/s', 'mean latency', 'theory', 'in flight', 'difference'].map((head) => ({
        head,
      })),
      rows: played.map(([limit, { callsPerSecond, latencyMs: ms, inFlight, countedInFlight }]) => ({
        name: `limit ${limit}`,
        cells: [
          exact(callsPerSecond, 'calls/s'),
          exact(ms, 'ms'),
          exact(inFlight, 'ratio'),
          exact(countedInFlight, 'ratio'),
          difference(countedInFlight, inFlight),
        ],
      })),
    },
    notes: [
      `For a caller: to make 100 of these calls per second, you need ${valueText(wanted.inFlight, 'ratio')} in flight on average, so a limit above that.`,
    ],
  }
}
