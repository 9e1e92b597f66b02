import type { Call } from '../call.ts'
import { toMicrosecond } from '../ms.ts'

/** Calls of one client that do not overlap: each was sent after the one before had ended. */
export interface Lane {
  /** The client's name; `''` if there is only one. */
  readonly client: string
  /** 1, 2, 3 … within the client. */
  readonly number: number
  readonly calls: readonly Call[]
}

/**
 * When a call's bar ends: at its end, or at `nowMs` for a pending call.
 *
 * It is rounded to a microsecond. Sums of times are not exact, and bars that touch must also touch in
 * the drawing.
 */
export function barEndMs(call: Call, nowMs: number): number {
  return toMicrosecond(Math.max(call.sentMs, call.endMs ?? nowMs))
}

/** Sorts calls by when they were sent. */
export function inSendOrder(calls: readonly Call[]): Call[] {
  return calls.toSorted((a, b) => a.sentMs - b.sentMs || a.id - b.id)
}

/**
 * Packs the calls of each client into as few lanes as possible.
 *
 * Each call goes into the first lane that is free when the call is sent. This is greedy interval
 * partitioning, which is optimal for calls in the order they were sent.
 */
export function packLanes(calls: readonly Call[], nowMs: number): Lane[] {
  const byClient = Map.groupBy(inSendOrder(calls), (call) => call.client)
  return [...byClient].flatMap(([client, theirs]) => packClient(client, theirs, nowMs))
}

function packClient(client: string, calls: readonly Call[], nowMs: number): Lane[] {
  const lanes: { calls: Call[]; freeMs: number }[] = []
  for (const call of calls) {
    let lane = lanes.find(({ freeMs }) => freeMs <= toMicrosecond(call.sentMs))
    if (lane === undefined) {
      lane = { calls: [], freeMs: 0 }
      lanes.push(lane)
    }
    lane.calls.push(call)
    lane.freeMs = call.endMs === undefined ? Infinity : barEndMs(call, nowMs)
  }
  return lanes.map((lane, index) => ({ client, number: index + 1, calls: lane.calls }))
}
