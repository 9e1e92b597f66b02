import { simulate, type VirtualTime } from '@overlap/mock-server'
import { getEventListeners } from 'node:events'
import type { Pool, Task } from '../pools/types.ts'

/** How many tasks may be in flight in every scenario. */
export const limit = 3

/** What happens to some tasks. Tasks and items are counted from 0, times are virtual ms. */
export interface Script {
  /** How long each task takes. There is a task for each entry. */
  readonly takesMs: readonly number[]
  /** Tasks that reject at their end. */
  readonly rejecting?: readonly number[]
  /** The task that throws before it returns a promise. */
  readonly throwing?: number
  /** The item at which the source throws. */
  readonly sourceThrowsAt?: number
  /** When the caller aborts the signal that it passed. */
  readonly abortMs?: number
}

/** What happened. */
export interface Played {
  /** How the promise of `map` ended. `thrown`: there is no promise, because `map` threw. */
  readonly outcome: 'fulfilled' | 'rejected' | 'never-settles' | 'thrown'
  /** What it fulfilled with, if it did. */
  readonly value: unknown
  readonly reason: unknown
  /** From the first failure, or the abort, until the promise settled. */
  readonly delayMs: number
  /** How many tasks started before the first failure, or the abort. */
  readonly startedBefore: number
  /** How many started after it. */
  readonly startedLater: number
  /** The most tasks in flight at once. */
  readonly peak: number
  /** The most items that were read while their tasks had not ended. */
  readonly ahead: number
  /** Whether the source was read to its end, closed before, or neither. */
  readonly source: 'ended' | 'closed' | 'left open'
  /** How many tasks in flight got a signal that aborted. */
  readonly aborted: number
  /** Errors that nothing handled. In Node, one of them ends the process. */
  readonly unhandled: number
  /** Abort listeners on the caller's signal after the end. */
  readonly listeners: number
}

/** What the source throws. */
export const sourceError = new Error('The source failed')
/** What the caller aborts with. */
export const abortReason = new Error('The caller aborted')
/** What each failing task rejects with, or throws. */
export const taskErrors = Array.from({ length: 12 }, (_, task) => new Error(`Task ${task} failed`))

/** Lets a pool run the tasks of a script, in virtual time. */
export async function play(pool: Pool, script: Script): Promise<Played> {
  const caller = new AbortController()
  const log = new Log()
  const run = await simulate({}, (_, time) => {
    const abort = (): void => {
      log.turn(time)
      caller.abort(abortReason)
    }
    if (script.abortMs !== undefined) void time.sleep(script.abortMs).then(abort)
    const results = log.map(() =>
      pool.map(itemsOf(script, log, time), taskOf(script, log, time), {
        limit,
        signal: caller.signal,
      }),
    )
    return results
  })
  return {
    outcome: log.hasThrown ? 'thrown' : run.outcome,
    value: run.outcome === 'fulfilled' ? run.value : undefined,
    reason: run.reason,
    delayMs: run.settledMs - (log.turnMs ?? run.settledMs),
    startedBefore: log.startedAtTurn ?? log.started,
    startedLater: log.started - (log.startedAtTurn ?? log.started),
    peak: log.peak,
    ahead: log.ahead,
    source: log.source,
    aborted: log.aborted,
    unhandled: run.unhandled.length,
    listeners: getEventListeners(caller.signal, 'abort').length,
  }
}

/** Counts what happens. */
class Log {
  hasThrown = false
  turnMs: number | undefined
  startedAtTurn: number | undefined
  started = 0
  active = 0
  peak = 0
  read = 0
  ended = 0
  ahead = 0
  aborted = 0
  source: Played['source'] = 'left open'

  /** The first failure, or the abort. */
  turn({ nowMs }: VirtualTime): void {
    this.turnMs ??= nowMs
    this.startedAtTurn ??= this.started
  }

  map<T>(call: () => T): T {
    try {
      return call()
    } catch (error) {
      this.hasThrown = true
      throw error
    }
  }
}

function* itemsOf(script: Script, log: Log, time: VirtualTime): Generator<number> {
  try {
    for (const item of script.takesMs.keys()) {
      if (item === script.sourceThrowsAt) {
        log.turn(time)
        throw sourceError
      }
      log.read += 1
      log.ahead = Math.max(log.ahead, log.read - log.ended)
      yield item
    }
    log.source = 'ended'
  } finally {
    if (log.source !== 'ended') log.source = 'closed'
  }
}

/** A task that obeys no signal, so that only the library decides what becomes of it. */
function taskOf(script: Script, log: Log, time: VirtualTime): Task<number, number> {
  const fail = (item: number): never => {
    log.turn(time)
    throw taskErrors[item]!
  }
  return (item, given) => {
    log.started += 1
    if (item === script.throwing) fail(item)
    log.active += 1
    log.peak = Math.max(log.peak, log.active)
    const onAbort = (): void => void (log.aborted += 1)
    given?.signal?.addEventListener('abort', onAbort)
    return time.sleep(script.takesMs[item]!).then(() => {
      given?.signal?.removeEventListener('abort', onAbort)
      log.active -= 1
      log.ended += 1
      return script.rejecting?.includes(item) === true ? fail(item) : item
    })
  }
}
