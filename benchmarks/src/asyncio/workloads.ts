import { numberText } from '@overlap/trace'

/** Some calls to make: all at once, or one after another. */
export interface Workload {
  readonly calls: number
  /** How long the server takes for a call. */
  readonly latencyMs: number
  /** How many connections a client may open. */
  readonly connections: number
  readonly how: 'at once' | 'one after another'
  /** How many of the calls are made. All of them would take too long, so their time is extrapolated. */
  readonly made: number
  /** How many calls of 0 ms each process makes after its first round: by then, its code is compiled. */
  readonly warmUpCalls: number
  /** How many rounds are played after the first one. */
  readonly rounds: number
  /** The ratio to aiohttp that lesson 14's client has to stay below. */
  readonly ratioBelow: number
  /** The greatest ratio to the bound that is wanted of lesson 14's client. */
  readonly nearness?: number
}

const loads = [
  { calls: 3, latencyMs: 200 },
  { calls: 100, latencyMs: 200 },
  { calls: 1_000, latencyMs: 50, nearness: 1.1 },
  { calls: 5_000, latencyMs: 0, rounds: 3, ratioBelow: 0.6 },
]

/** How many calls of each load are made one after another. */
const samples = [3, 3, 20, 300]

const common = { connections: 100, warmUpCalls: 2_000, ratioBelow: 1 }

/** Everything that is measured, in the order of the report. */
export const workloads: readonly Workload[] = [
  ...loads.map((load): Workload => {
    return { ...common, rounds: 5, how: 'at once', made: load.calls, ...load }
  }),
  ...loads.map(({ calls, latencyMs }, i): Workload => {
    return { ...common, rounds: 3, how: 'one after another', made: samples[i]!, calls, latencyMs }
  }),
]

/** The least time for all calls: the server's latency, and nothing else. */
export function boundMs({ calls, latencyMs, connections: limit, how }: Workload): number {
  return latencyMs * (how === 'at once' ? Math.ceil(calls / limit) : calls)
}

/** The time of all calls, from the time of those that were made. */
export function wholeOf({ calls, made }: Workload, figure: number): number {
  return (figure * calls) / made
}

/** The name of a workload: `100 calls of 200 ms, at once`. */
export function titleOf({ calls, latencyMs, connections: limit, how }: Workload): string {
  const over = how === 'at once' && calls > limit ? ` over ${limit} connections` : ''
  return `${numberText(calls)} calls of ${latencyMs} ms${over}, ${how}`
}
