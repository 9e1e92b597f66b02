import { defaultChunkBytes, type Pace } from './bandwidth.ts'
import type { ConnectionPlan, ConnectionSettings } from './connections.ts'
import { createPurpose, draw, type Stream } from './draws.ts'
import { stageOf, type Fault } from './failure-kinds.ts'
import { drawFailures, type CallToDraw, type DrawnFailures } from './draw-failures.ts'
import type { Latency } from './latency.ts'
import { wholeMs } from './quantile.ts'
import { longestMs } from './schema.ts'
import type { Settings } from './settings.ts'

/**
 * What the network has in store for one call: drawn when it is sent, from seed, method, path and
 * ordinal. JSON-serialisable. All times are whole milliseconds.
 *
 * What every mount does with it, in this order:
 *
 * 1. If `connection` is set, {@link Connections.take} gives the call a connection; opening one takes
 *    its `setUpMs`, 0 where none comes about. The connection is given back when the body has ended, or the call has failed.
 * 2. A fault of the stage `connect` fails: `refused` and `dns` after `latencyMs`, `connect-timeout`
 *    after the client's own connect timeout. The call does not reach the server.
 * 3. {@link NetworkModel.admit}: a 429 is sent after `refusalMs` and `latencyMs`.
 * 4. {@link Servers.enter}: wait for a slot. If the call is shed, a 503 with the headers of
 *    {@link Shed} is sent after `refusalMs` and `latencyMs`.
 * 5. Hold the slot until {@link Started.remainingMs} is 0, then leave it. When the client aborts,
 *    the server notices `abortMs` later: it leaves the slot or the queue then.
 * 6. After `latencyMs` more come the headers, or a fault of the stage `connection` or `reply`.
 * 7. After `firstByteMs` more the body begins, at its `pace`. A fault of the stage `body` changes it.
 */
export interface Plan {
  /** How many calls to the same method and path came before: 0, 1, 2 … */
  readonly ordinal: number
  /** Time until the headers, beyond the wait for a slot and the time in it. */
  readonly latencyMs: number
  /** More time until the first byte of the body. */
  readonly firstByteMs: number
  /** Time in the server's slot; 0 where the capacity is not limited. */
  readonly serviceMs: number
  /** Which server it goes to: `''` is the common one, else the route key that has a capacity. */
  readonly server: string
  /** How long after a client aborts the call the server notices. */
  readonly abortMs: number
  /** What the call needs to know for its connection; without it connections cost nothing. */
  readonly connection?: ConnectionPlan
  /** The pace of the body; without it the body comes at once. */
  readonly pace?: Pace
  /** What ends the call badly. */
  readonly fault?: Fault
}

const latencyPurpose = createPurpose('latency')
const firstBytePurpose = createPurpose('first byte')
const servicePurpose = createPurpose('service')
const setUpPurpose = createPurpose('connection set-up')
const abortPurpose = createPurpose('abort')

/** Draws the time that a latency gives to the call, for a purpose. */
type DrawTime = (latency: Latency, purpose: number) => number

/** Whether the whole body arrives with the headers: nothing delays, paces or changes it. */
export function bodyComesAtOnce({ fault, firstByteMs, pace }: Plan): boolean {
  return pace === undefined && firstByteMs === 0 && stageOf(fault) !== 'body'
}

/** Draws the plan of one call. Depends on its arguments alone. */
export function drawPlan(settings: Settings, call: CallToDraw, stream: Stream): Plan {
  const { ordinal } = call
  const drawTime: DrawTime = (latency, purpose) =>
    typeof latency === 'number'
      ? wholeMs(latency, 0, 0)
      : wholeMs(latency, draw(stream, ordinal, purpose), ordinal)
  const failures = drawFailures(settings.failures, call, stream)
  const time = splitLatency(settings, drawTime, failures.fault)
  const pace = paceOf(settings, failures)
  return {
    ordinal,
    latencyMs: Math.min(longestMs, time.outsideMs + failures.delayMs),
    firstByteMs: drawTime(settings.firstByteMs, firstBytePurpose),
    serviceMs: time.serviceMs,
    server: settings.server,
    abortMs: drawTime(settings.abortMs, abortPurpose),
    ...(settings.connections && {
      connection: connectionPlan(settings, settings.connections, drawTime, failures.fault),
    }),
    ...(pace && { pace }),
    ...(failures.fault && { fault: failures.fault }),
  }
}

/** Where there are slots, a call's time is spent in one, unless slots have a time of their own. */
function splitLatency(
  { latency, capacity }: Settings,
  drawTime: DrawTime,
  fault: Fault | undefined,
): { outsideMs: number; serviceMs: number } {
  const latencyMs = drawTime(latency, latencyPurpose)
  if (capacity === null || stageOf(fault) === 'connect') {
    return { outsideMs: latencyMs, serviceMs: 0 }
  }
  if (capacity.serviceMs === undefined) return { outsideMs: 0, serviceMs: latencyMs }
  return { outsideMs: latencyMs, serviceMs: drawTime(capacity.serviceMs, servicePurpose) }
}

function connectionPlan(
  { pool }: Settings,
  { limit, setUpMs = 0, keepAliveMs }: ConnectionSettings,
  drawTime: DrawTime,
  fault: Fault | undefined,
): ConnectionPlan {
  return {
    pool,
    // A connection that never opens fails in a time of its own.
    setUpMs: stageOf(fault) === 'connect' ? 0 : drawTime(setUpMs, setUpPurpose),
    ...(limit !== undefined && { limit }),
    ...(keepAliveMs !== undefined && { keepAliveMs }),
  }
}

/** The slower of the bandwidth and what trickles counts. */
function paceOf({ bandwidth }: Settings, failures: DrawnFailures): Pace | undefined {
  const bytesPerSecond = Math.min(
    bandwidth?.rule.bytesPerSecond ?? Infinity,
    failures.bytesPerSecond,
  )
  if (bytesPerSecond === Infinity) return undefined
  const trickles = failures.bytesPerSecond === bytesPerSecond
  const chunkBytes = trickles ? undefined : bandwidth?.rule.chunkBytes
  return {
    bytesPerSecond,
    chunkBytes: chunkBytes ?? defaultChunkBytes(bytesPerSecond),
    ...(bandwidth?.rule.shared && {
      shared: { name: bandwidth.name, bytesPerSecond: bandwidth.rule.bytesPerSecond },
    }),
  }
}
