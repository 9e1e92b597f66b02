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
 * Everything that the network does to one call. It is drawn when the call is sent, from seed,
 * method, path and ordinal. JSON-serialisable. All times are whole milliseconds.
 *
 * Every mount does these steps in this order:
 *
 * 1. If `connection` is set, {@link Connections.take} gives the call a connection. Opening one
 *    takes its `setUpMs`, which is 0 if the connection never opens. The call gives it back when the
 *    body has ended, or the call has failed.
 * 2. A fault of the stage `connect` makes the call fail: `refused` and `dns` after `latencyMs`,
 *    `connect-timeout` after the client's own connect timeout. The call does not reach the server.
 * 3. {@link NetworkModel.admit}: a 429 is sent after `refusalMs` and `latencyMs`.
 * 4. {@link Servers.enter}: wait for a slot. If the call is shed, a 503 with the headers of
 *    {@link Shed} is sent after `refusalMs` and `latencyMs`.
 * 5. Hold the slot until {@link Started.remainingMs} is 0, then leave it. If the client aborts, the
 *    server notices `abortMs` later, and the call leaves the slot or the queue at that moment.
 * 6. `latencyMs` later, the headers arrive, or a fault of the stage `connection` or `reply` takes
 *    effect.
 * 7. `firstByteMs` later, the body begins, at its `pace`. A fault of the stage `body` changes it.
 */
export interface Plan {
  /** The number of earlier calls to the same method and path: 0, 1, 2 … */
  readonly ordinal: number
  /** Time until the headers, in addition to the wait for a slot and the time in it. */
  readonly latencyMs: number
  /** Further time until the first byte of the body. */
  readonly firstByteMs: number
  /** Time in the server's slot; 0 if the capacity is not limited. */
  readonly serviceMs: number
  /**
   * Which server it goes to: the key of a route with its own capacity, or `''` for the common
   * server.
   */
  readonly server: string
  /** Time from the client's abort until the server notices it. */
  readonly abortMs: number
  /** The facts for its connection. Missing if connections cost nothing. */
  readonly connection?: ConnectionPlan
  /** The pace of the body. Missing if the body arrives at once. */
  readonly pace?: Pace
  /** The fault that ends the call, if any. */
  readonly fault?: Fault
}

const latencyPurpose = createPurpose('latency')
const firstBytePurpose = createPurpose('first byte')
const servicePurpose = createPurpose('service')
const setUpPurpose = createPurpose('connection set-up')
const abortPurpose = createPurpose('abort')

/** Draws a time from a latency, for a purpose. */
type DrawTime = (latency: Latency, purpose: number) => number

/** Whether the whole body arrives with the headers, because nothing delays, paces or changes it. */
export function bodyComesAtOnce({ fault, firstByteMs, pace }: Plan): boolean {
  return pace === undefined && firstByteMs === 0 && stageOf(fault) !== 'body'
}

/** Draws the plan of one call. Depends only on its arguments. */
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

/**
 * With slots, a call spends its latency in a slot, unless the capacity has its own service time.
 */
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
    // A connection that never opens has its own time until it fails.
    setUpMs: stageOf(fault) === 'connect' ? 0 : drawTime(setUpMs, setUpPurpose),
    ...(limit !== undefined && { limit }),
    ...(keepAliveMs !== undefined && { keepAliveMs }),
  }
}

/** The bandwidth or the trickle, whichever is slower. */
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
