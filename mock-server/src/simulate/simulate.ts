import type { Trace } from '@overlap/trace'
import type { MockApi } from '../mount/mock-api.ts'
import { openMount } from '../mount/open-mount.ts'
import type { NetworkInput } from '../network/types.ts'
import { installClock } from '../time/clock.ts'
import { timeOf, type VirtualTime } from '../time/virtual-time.ts'
import { captureErrors } from './capture-errors.ts'
import { drive } from './drive.ts'
import { Heart } from './heart.ts'
import { createRun, type Run, type Settlement } from './run.ts'

/** After the work has settled, what it left running is run out for so long. */
const AFTERWARDS_MS = 600_000

/** Timers that fire meanwhile without anything happening on the wire: an interval that was left. */
const IDLE_TIMERS = 10_000

/** Options of {@link simulate}. */
export interface SimulateOptions {
  /** How often the heart beats, in virtual ms. Default: 10. */
  readonly heartbeatMs?: number
  /** Work that goes on after so many virtual ms never settles. Default: 600,000, ten minutes. */
  readonly limitMs?: number
  /** Calls to keep in the trace; older ones are forgotten. Default: all. */
  readonly traceLimit?: number
}

/**
 * Does a piece of work against the simulated shop, in virtual time, and tells all that happened.
 *
 * The same work gives the same run, to the millisecond, on any machine under any load. What the work
 * does wrong is told, never thrown: it may fail, leave promises rejected, calls running or timers
 * waiting, or never come to an end. All of it is over when this returns: what is left is run out
 * for up to ten more virtual minutes, and then dropped. A work that holds the thread for ever cannot
 * be stopped from here.
 *
 * @param work Called at 0 ms. Its promise must not wait for anything real: a file, a socket, a thread.
 * @throws {InvalidNetworkError} if the description of the network is wrong.
 * @throws {Error} if another simulation is going on, or virtual time, or a {@link MockApi} is open.
 */
export async function simulate<T>(
  network: NetworkInput,
  work: (api: MockApi, time: VirtualTime) => T | Promise<T>,
  options: SimulateOptions = {},
): Promise<Run<T>> {
  const { heartbeatMs = 10, limitMs = 600_000, traceLimit } = options
  const heart = new Heart(heartbeatMs, limitMs)
  using capture = captureErrors()
  using clock = installClock({ onIdleUntil: (toMs) => heart.rest(toMs) })
  let wireMs = 0
  let idleTimers = 0
  using mount = openMount(network, traceLimit === undefined ? {} : { traceLimit }, () => {
    wireMs = clock.nowMs
    idleTimers = 0
    clock.progress()
  })
  const { api } = mount
  const onError = (error: unknown): unknown => capture.errors.push(error)

  let end: End<T> | undefined
  const settle = (settlement: Settlement<T>): void => {
    end = { settlement, settledMs: clock.nowMs, traceAtSettle: api.trace }
  }
  Promise.try(
    work,
    api,
    timeOf(clock, () => {}),
  ).then(
    (value) => settle({ outcome: 'fulfilled', value }),
    (reason: unknown) => settle({ outcome: 'rejected', reason }),
  )
  await drive(clock, {
    until: () => end !== undefined,
    latestMs: limitMs,
    onTurn: () => heart.turn(clock.nowMs),
    onError,
  })
  heart.stop()
  const { settlement, ...atEnd } = end ?? never(clock.nowMs, api.trace)
  const timersLeft = clock.waiting - clock.background - mount.wire.timers.waiting

  await drive(clock, {
    until: () => idleTimers++ >= IDLE_TIMERS,
    latestMs: clock.nowMs + AFTERWARDS_MS,
    onError,
  })
  return createRun(settlement, {
    ...atEnd,
    // A bar that is still open ends with the last thing that happened, not with the last timer.
    trace: { ...api.trace, nowMs: Math.max(atEnd.settledMs, wireMs) },
    counters: api.counters,
    beats: heart.beats,
    unhandled: capture.errors,
    timersLeft,
  })
}

/** The end of the work. */
type End<T> = Pick<Run<T>, 'settledMs' | 'traceAtSettle'> & { readonly settlement: Settlement<T> }

function never<T>(settledMs: number, traceAtSettle: Trace): End<T> {
  return { settlement: { outcome: 'never-settles' }, settledMs, traceAtSettle }
}
