import type { Call } from '../call.ts'
import { toMicrosecond } from '../ms.ts'

/** Calls of one client, each sent after the one before has ended. */
export interface Lane {
  /** `''` for the only client. */
  readonly client: string
  /** 1, 2, 3 … within the client. */
  readonly number: number
  readonly calls: readonly Call[]
}

/**
 * When a call's bar ends: at its end, or at the present for a pending call. Rounded to a microsecond,
 * since sums of times are not exact and bars that touch must touch in the drawing.
 */
export function barEndMs(call: Call, nowMs: number): number {
  return toMicrosecond(Math.max(call.sentMs, call.endMs ?? nowMs))
}

/** Calls in the order they were sent. */
export function inSendOrder(calls: readonly Call[]): Call[] {
  return calls.toSorted((a, b) => a.sentMs - b.sentMs || a.id - b.id)
}

/**
 * Packs calls into as few lanes as can hold them, client by client: each goes to the first lane
 * that is free when it is sent (greedy interval partitioning, which is optimal in this order).
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
