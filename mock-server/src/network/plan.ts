import { createPurpose, draw, type Stream } from './draws.ts'
import { fateOf, type Candidate, type Fate } from './failures.ts'
import { longestMs, wholeMs } from './latency.ts'
import type { Plan } from './model-types.ts'
import { defaultChunkBytes } from './pacing.ts'
import type { Settings } from './settings.ts'
import type { Bandwidth, Latency } from './types.ts'

const latencyPurpose = createPurpose('latency')
const firstBytePurpose = createPurpose('first byte')
const servicePurpose = createPurpose('service')

/** Draws the plan of one call. Depends on its arguments alone. */
export function drawPlan(
  settings: Settings,
  call: Candidate & { readonly route: string },
  stream: Stream,
): Plan {
  const { ordinal } = call
  const timeFor = (latency: Latency, purpose: number) =>
    typeof latency === 'number'
      ? wholeMs(latency, 0, 0)
      : wholeMs(latency, draw(stream, ordinal, purpose), ordinal)
  const fate = fateOf(settings.failures, call, stream)
  const time = splitLatency(settings, timeFor, fate)
  return {
    route: call.route,
    ordinal,
    latencyMs: Math.min(longestMs, time.outsideMs + fate.delayMs),
    firstByteMs: timeFor(settings.firstByteMs, firstBytePurpose),
    serviceMs: time.serviceMs,
    server: settings.server,
    ...pace(settings.bandwidth, fate),
    ...(fate.fault !== undefined && { fault: fate.fault }),
  }
}

/** Where there are slots, a call's time is spent in one, unless slots have a time of their own. */
function splitLatency(
  { latency, capacity }: Settings,
  timeFor: (latency: Latency, purpose: number) => number,
  { fault }: Fate,
): { outsideMs: number; serviceMs: number } {
  const latencyMs = timeFor(latency, latencyPurpose)
  if (capacity === null || fault?.kind === 'refused') return { outsideMs: latencyMs, serviceMs: 0 }
  if (capacity.serviceMs === undefined) return { outsideMs: 0, serviceMs: latencyMs }
  return { outsideMs: latencyMs, serviceMs: timeFor(capacity.serviceMs, servicePurpose) }
}

function pace(
  bandwidth: Bandwidth | null,
  fate: Fate,
): Pick<Plan, 'bytesPerSecond' | 'chunkBytes'> {
  const bytesPerSecond = Math.min(bandwidth?.bytesPerSecond ?? Infinity, fate.bytesPerSecond)
  if (bytesPerSecond === Infinity) return {}
  const trickles = fate.bytesPerSecond === bytesPerSecond
  const chunkBytes = trickles ? undefined : bandwidth?.chunkBytes
  return { bytesPerSecond, chunkBytes: chunkBytes ?? defaultChunkBytes(bytesPerSecond) }
}
