import type { Trace } from '@overlap/trace'
import type { MockApi } from '../mount/mock-api.ts'
import type { MountHooks } from '../mount/mount-state.ts'
import { openMount } from '../mount/start-mock-api.ts'
import type { NetworkInput } from '../network/types.ts'
import { EPOCH_MS } from '../time/epoch.ts'
import { openRealWork } from '../time/real-work.ts'
import { timeOf, type VirtualTime } from '../time/virtual-time.ts'
import type { VirtualClock } from '../time/virtual-clock.ts'
import { Audit, openAudit } from './audit.ts'
import { diagnosisOf } from './diagnosis.ts'
import { drive, type Ending } from './drive.ts'
import { Heartbeat } from './heartbeat.ts'
import type { SimulateOptions } from './options.ts'
import { createRun, type Run, type Settlement } from './run.ts'
import { replaceSurroundings, type Surroundings } from './surroundings.ts'

/** How long calls and timers that the work left behind may run on, in virtual ms. */
const AFTERWARDS_MS = 600_000

/** How many timers may fire meanwhile without a call, as those of a leftover interval do. */
const IDLE_TIMERS = 10_000

/** Decides when calls set out and time goes on, instead of the network's times. */
export interface Director {
  readonly hooks: Pick<MountHooks, 'changePlan' | 'waitForTurn' | 'shop'>
  /**
   * Called whenever everything that was ready has run. Returns `true` if it let a call set out;
   * otherwise the next timer fires.
   */
  goOn(now: Moment): boolean
}

/** The state of a simulation in which everything that was ready has run. */
export interface Moment {
  readonly clock: VirtualClock
  /** The trace up to now: a copy, O(calls). */
  readonly trace: () => Trace
  /** Whether the work has settled. */
  readonly isSettled: boolean
}

/** The idle turns after which a directed simulation ends when its work has settled. */
const DIRECTED_IDLE_TURNS = 2

/**
 * `simulate`, without the listeners of `onSimulated`.
 *
 * @param surroundings Those of several simulations. By default, this one has its own.
 */
export async function runSimulation<T>(
  network: NetworkInput,
  work: (api: MockApi, time: VirtualTime) => T | Promise<T>,
  options: SimulateOptions,
  director?: Director,
  surroundings?: Surroundings,
): Promise<Run<T>> {
  const { heartbeatMs = 10, limitMs = 600_000, traceLimit } = options
  const { callLimit = 10_000, timerLimit = 100_000, leaves = [] } = options
  const heartbeat = new Heartbeat(heartbeatMs, limitMs)
  using own = surroundings === undefined ? replaceSurroundings() : undefined
  const { clock, errors } = (surroundings ?? own)!.begin((toMs) => heartbeat.rest(toMs))
  const audit = new Audit()
  using _auditing = openAudit(audit)
  let end: End<T> | undefined
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
    ...director?.hooks,
  })
  const { api } = mount
  const calledTooOften = (): boolean => calls > callLimit
  const onError = (error: unknown): unknown => errors.push(error)
  const directed = director && {
    goOn: () => director.goOn({ clock, trace: () => api.trace, isSettled: end !== undefined }),
  }

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
    ...directed,
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
      unhandled: errors,
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
    ...(directed && { ...directed, idleTurns: DIRECTED_IDLE_TURNS }),
  })
  const diagnosis = whyUnsettled ?? diagnose(endOfRest)
  return createRun(settlement, {
    settledMs: atEnd.settledMs,
    ...(diagnosis !== undefined && { diagnosis }),
    // A bar that is still open ends with the last thing that happened, not with the last timer.
    trace: { ...api.trace, nowMs: Math.max(atEnd.settledMs, wireMs), epochMs: EPOCH_MS },
    // The hour at which a simulation begins must not make a difference between two equal runs.
    traceAtSettle: { ...atEnd.traceAtSettle, epochMs: EPOCH_MS },
    counters: api.counters,
    beats: heartbeat.beats,
    unhandled: errors,
    timersLeft,
    leftovers: audit.leftovers(atSettle, errors).filter(({ kind }) => !leaves.includes(kind)),
  })
}

/** The end of the work. */
type End<T> = Pick<Run<T>, 'settledMs' | 'traceAtSettle'> & { readonly settlement: Settlement<T> }

function never<T>(settledMs: number, traceAtSettle: Trace): End<T> {
  return { settlement: { outcome: 'never-settles' }, settledMs, traceAtSettle }
}
