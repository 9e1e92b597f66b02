import type { Trace } from '@overlap/trace'
import type { MockApi } from '../mount/mock-api.ts'
import { openMount } from '../mount/start-mock-api.ts'
import type { NetworkInput } from '../network/types.ts'
import { installClock } from '../time/clock.ts'
import { EPOCH_MS } from '../time/epoch.ts'
import { openRealWork } from '../time/real-work.ts'
import { timeOf, type VirtualTime } from '../time/virtual-time.ts'
import { Audit, openAudit } from './audit.ts'
import { captureErrors } from './capture-errors.ts'
import { diagnosisOf } from './diagnosis.ts'
import { drive, type Ending } from './drive.ts'
import { Heartbeat } from './heartbeat.ts'
import type { LeftoverKind } from './leftovers.ts'
import { announce } from './on-simulated.ts'
import { createRun, type Run, type Settlement } from './run.ts'
import { countAllListeners } from './watched-signal.ts'

/** How long calls and timers that the work left behind may run on, in virtual ms. */
const AFTERWARDS_MS = 600_000

/** How many timers may fire meanwhile without a call, as those of a leftover interval do. */
const IDLE_TIMERS = 10_000

/** Options of {@link simulate}. */
export interface SimulateOptions {
  /** How often the heart beats, in virtual ms. Default: 10. */
  readonly heartbeatMs?: number
  /** Stops work that is still running after this many virtual ms. Default: 600,000, ten minutes. */
  readonly limitMs?: number
  /** How many calls the work may make. The next one never settles, and ends the simulation. Default: 10,000. */
  readonly callLimit?: number
  /** How many timers and immediates may fire, including those of calls. Default: 100,000. */
  readonly timerLimit?: number
  /** Calls to keep in the trace; older ones are dropped. Default: all. */
  readonly traceLimit?: number
  /** Kinds that `leftovers` doesn't list, because the work leaves them on purpose. Default: none. */
  readonly leaves?: readonly LeftoverKind[]
}

/**
 * Runs a function against the simulated shop, in {@link virtualTime virtual time}, and reports
 * everything that happened.
 *
 * The same work produces the same run, to the millisecond, on any machine under any load. Problems in
 * the work are reported, not thrown: it may reject, leave rejections unhandled, leave calls or timers
 * behind, or never settle. Calls and timers that are left run on for up to ten more virtual minutes.
 * Then they are dropped, so nothing is left when this returns. It cannot stop work that never gives
 * the thread back.
 *
 * @example
 * ```ts
 * import { simulate } from '@overlap/mock-server'
 *
 * const run = await simulate({ latency: 100 }, async (api) => {
 *   for (const id of [1, 2, 3]) await fetch(api.url(`/products/${id}`))
 *   return 'done'
 * })
 * console.log(run.value) // → done
 * console.log(run.settledMs) // → 300
 * console.log(run.counters.peakInFlight) // → 1
 * ```
 *
 * @param work Called at 0 ms. It may wait for timers, for calls to the shop, and for work of other
 *   threads that ends (a file, a hash). It must not wait for a worker thread, a child process or a real
 *   connection.
 * @throws {InvalidNetworkError} if the description of the network is wrong.
 * @throws {RangeError} if `heartbeatMs` is not above 0.
 * @throws {Error} if another simulation or virtual time is running, or a {@link MockApi} is open.
 */
export async function simulate<T>(
  network: NetworkInput,
  work: (api: MockApi, time: VirtualTime) => T | Promise<T>,
  options: SimulateOptions = {},
): Promise<Run<T>> {
  const { heartbeatMs = 10, limitMs = 600_000, traceLimit } = options
  const { callLimit = 10_000, timerLimit = 100_000, leaves = [] } = options
  const heartbeat = new Heartbeat(heartbeatMs, limitMs)
  using capture = captureErrors()
  using _counting = countAllListeners()
  const audit = new Audit()
  using _auditing = openAudit(audit)
  using clock = installClock({ onIdleUntil: (toMs) => heartbeat.rest(toMs) })
  let calls = 0
  let wireMs = 0
  let idleTimers = 0
  using mount = openMount(network, traceLimit === undefined ? {} : { traceLimit }, {
    mayCall: () => (calls += 1) <= callLimit,
    onProgress: () => {
      wireMs = clock.nowMs
      idleTimers = 0
      clock.progress()
    },
  })
  const { api } = mount
  const calledTooOften = (): boolean => calls > callLimit
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
  const endOfWork = await drive(clock, {
    isDone: () => end !== undefined || calledTooOften(),
    latestMs: limitMs,
    timerLimit,
    onTurn: () => heartbeat.turn(clock.nowMs),
    onError,
  })
  heartbeat.stop()
  const diagnose = (ending: Ending): string | undefined =>
    diagnosisOf({
      ending: calledTooOften() ? 'too-many-calls' : ending,
      nowMs: clock.nowMs,
      settledMs: end?.settledMs,
      calls: Math.min(calls, callLimit),
      timers: clock.fired,
      realWork: openRealWork(),
      unhandled: capture.errors,
    })
  const whyUnsettled = end === undefined ? diagnose(endOfWork) : undefined
  const { settlement, ...atEnd } = end ?? never(clock.nowMs, api.trace)
  const timersOfCalls = mount.state.timers.waiting
  const timersLeft = clock.waiting - clock.unreferenced - timersOfCalls
  const atSettle = {
    trace: atEnd.traceAtSettle,
    timers: clock.ofTheWork - timersOfCalls,
    listeners: audit.listeners,
  }

  const endOfRest = await drive(clock, {
    isDone: () => idleTimers++ >= IDLE_TIMERS || calledTooOften(),
    latestMs: clock.nowMs + AFTERWARDS_MS,
    timerLimit,
    onError,
  })
  const diagnosis = whyUnsettled ?? diagnose(endOfRest)
  const run = createRun(settlement, {
    settledMs: atEnd.settledMs,
    ...(diagnosis !== undefined && { diagnosis }),
    // A bar that is still open ends with the last thing that happened, not with the last timer.
    trace: { ...api.trace, nowMs: Math.max(atEnd.settledMs, wireMs), epochMs: EPOCH_MS },
    // The hour at which a simulation begins must not make a difference between two equal runs.
    traceAtSettle: { ...atEnd.traceAtSettle, epochMs: EPOCH_MS },
    counters: api.counters,
    beats: heartbeat.beats,
    unhandled: capture.errors,
    timersLeft,
    leftovers: audit
      .leftovers(atSettle, capture.errors)
      .filter(({ kind }) => !leaves.includes(kind)),
  })
  return announce(run)
}

/** The end of the work. */
type End<T> = Pick<Run<T>, 'settledMs' | 'traceAtSettle'> & { readonly settlement: Settlement<T> }

function never<T>(settledMs: number, traceAtSettle: Trace): End<T> {
  return { settlement: { outcome: 'never-settles' }, settledMs, traceAtSettle }
}
