import type { Call, Trace } from './call.ts'
import { toMicrosecond } from './ms.ts'
import { endOf } from './stretches.ts'

/**
 * Reschedules the calls of a trace one after another, in the order they were sent: each is sent when
 * the one before has ended.
 *
 * All schedules keep how long each call took and how it ended. A pending call counts as `ok`, ended when
 * the trace was taken. They start when the trace started, and leave out marks and the server's times.
 *
 * @example
 * ```ts
 * import { simulate } from '@overlap/mock-server'
 * import { facts, inSequence } from '@overlap/trace'
 *
 * const { trace } = await simulate({ latency: 100 }, (api) =>
 *   Promise.all([1, 2, 3, 4].map((id) => fetch(api.url(`/products/${id}`)))),
 * )
 *
 * facts(inSequence(trace)).makespanMs // → 400
 * ```
 */
export const inSequence = (trace: Trace): Trace => inPool(trace, 1)

/**
 * Reschedules the calls of a trace all at once. See {@link inSequence} for what is kept.
 *
 * @example
 * ```ts
 * import { simulate } from '@overlap/mock-server'
 * import { allAtOnce, facts } from '@overlap/trace'
 *
 * const { trace } = await simulate({ latency: 100 }, async (api) => {
 *   for (const id of [1, 2, 3, 4]) await fetch(api.url(`/products/${id}`))
 * })
 *
 * facts(allAtOnce(trace)).makespanMs // → 100
 * ```
 */
export function allAtOnce(trace: Trace): Trace {
  const startMs = startOf(trace)
  return reschedule(trace, () => startMs)
}

/**
 * Reschedules the calls of a trace through a pool: in the order they were sent, each as soon as one
 * of `limit` slots is free. A call holds its slot until its end. See {@link inSequence} for what is
 * kept.
 *
 * @throws {RangeError} if `limit` is not a whole number of 1 or more.
 *
 * @example
 * ```ts
 * import { simulate } from '@overlap/mock-server'
 * import { facts, inPool } from '@overlap/trace'
 *
 * const { trace } = await simulate({ latency: 100 }, (api) =>
 *   Promise.all([1, 2, 3, 4].map((id) => fetch(api.url(`/products/${id}`)))),
 * )
 *
 * facts(inPool(trace, 2)).makespanMs // → 200
 * ```
 */
export function inPool(trace: Trace, limit: number): Trace {
  checkWhole('in a pool', 'limit', limit)
  const startMs = startOf(trace)
  const freeMs: number[] = []
  return reschedule(trace, (tookMs) => {
    const slot = freeMs.length < limit ? freeMs.length : indexOfLeast(freeMs)
    const sentMs = freeMs[slot] ?? startMs
    freeMs[slot] = toMicrosecond(sentMs + tookMs)
    return sentMs
  })
}

/**
 * Reschedules the calls of a trace in batches of `size`: a batch is sent when the slowest call of the
 * batch before has ended. See {@link inSequence} for what is kept.
 *
 * @throws {RangeError} if `size` is not a whole number of 1 or more.
 *
 * @example
 * ```ts
 * import { simulate } from '@overlap/mock-server'
 * import { facts, inBatches } from '@overlap/trace'
 *
 * const { trace } = await simulate({ latency: 100 }, (api) =>
 *   Promise.all([1, 2, 3, 4].map((id) => fetch(api.url(`/products/${id}`)))),
 * )
 *
 * facts(inBatches(trace, 3)).makespanMs // → 200
 * ```
 */
export function inBatches(trace: Trace, size: number): Trace {
  checkWhole('in batches', 'size', size)
  let batchMs = startOf(trace)
  let slowestMs = 0
  return reschedule(trace, (tookMs, index) => {
    if (index > 0 && index % size === 0) {
      batchMs = toMicrosecond(batchMs + slowestMs)
      slowestMs = 0
    }
    slowestMs = Math.max(slowestMs, tookMs)
    return batchMs
  })
}

function checkWhole(how: string, name: string, value: number): void {
  if (Number.isInteger(value) && value >= 1) return
  throw new RangeError(
    `Cannot schedule calls ${how}: ${name} must be a whole number >= 1, got ${value}`,
  )
}

const startOf = ({ calls }: Trace): number =>
  calls.reduce((first, call) => Math.min(first, call.sentMs), calls[0]?.sentMs ?? 0)

function indexOfLeast(numbers: readonly number[]): number {
  let least = 0
  for (let i = 1; i < numbers.length; i++) {
    if ((numbers[i] ?? Infinity) < (numbers[least] ?? Infinity)) least = i
  }
  return least
}

/** Sends each call at the time that `sentAt` returns for it, in the same order. */
function reschedule(trace: Trace, sentAt: (tookMs: number, index: number) => number): Trace {
  const calls = trace.calls.map((call, index) => {
    const tookMs = endOf(call, trace) - call.sentMs
    return moved(call, sentAt(tookMs, index), tookMs)
  })
  const nowMs = calls.reduce((last, call) => Math.max(last, call.endMs ?? 0), 0)
  return { calls, epochMs: trace.epochMs, nowMs, dropped: 0, marks: [] }
}

function moved(call: Call, sentMs: number, tookMs: number): Call {
  const { headersMs } = call
  const copy = {
    ...call,
    sentMs,
    ...(headersMs !== undefined && { headersMs: toMicrosecond(sentMs + headersMs - call.sentMs) }),
    endMs: toMicrosecond(sentMs + tookMs),
    outcome: call.outcome === 'pending' ? 'ok' : call.outcome,
  }
  delete copy.server
  return copy
}
