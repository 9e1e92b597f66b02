import { workFactor } from './protocol.ts'
import type { Level } from './verdict.ts'

/** A job that is stuck, and the step that it is stuck in. */
export interface Stuck {
  readonly stub: string
  readonly step: string
  readonly level: Level
  /** Whether its thread still sends heartbeats: then the step waits, otherwise it is in a loop. */
  readonly isWaiting: boolean
}

interface Job {
  readonly step: string
  readonly level: Level
  readonly enteredMs: number
  heartbeatMs: number
  /** The CPU time of the process at the last heartbeat. */
  heartbeatCpuMs: number
}

interface Clocks {
  readonly nowMs?: () => number
  /** The CPU time that the process of the jobs has used so far. */
  readonly cpuMs?: () => number
}

/** A thread in a loop uses at least this share of a core, unless other programs keep the machine busy. */
const loopShare = 0.5

/**
 * Tracks which step each running job is in, and finds a job that is stuck:
 *
 * - Its thread has stopped sending heartbeats, although the process did get CPU time. On a busy machine
 *   a thread can miss heartbeats because other programs run, so missed heartbeats alone prove no loop.
 * - It still sends heartbeats, but takes longer than the limit to load.
 * - It has been in one step for {@link workFactor} times the limit. A step that waits in vain normally
 *   ends by itself before that.
 */
export class Watchdog {
  readonly #limitMs: number
  readonly #now: () => number
  readonly #cpu: () => number
  readonly #jobs = new Map<string, Job>()

  constructor(limitMs: number, { nowMs = () => performance.now(), cpuMs = nowMs }: Clocks = {}) {
    this.#limitMs = limitMs
    this.#now = nowMs
    this.#cpu = cpuMs
  }

  /** The job enters a step. The step `''` is the loading of the answer. */
  enter(stub: string, step: string, level: Level = 'task'): void {
    const now = this.#now()
    const cpu = this.#cpu()
    this.#jobs.set(stub, { step, level, enteredMs: now, heartbeatMs: now, heartbeatCpuMs: cpu })
  }

  /** The job's thread has sent a heartbeat. */
  heartbeat(stub: string): void {
    const job = this.#jobs.get(stub)
    if (job) Object.assign(job, { heartbeatMs: this.#now(), heartbeatCpuMs: this.#cpu() })
  }

  /** Stops tracking a job that has ended. */
  remove(stub: string): void {
    this.#jobs.delete(stub)
  }

  /** The stuck job that has been in its step the longest; `undefined` if no job is stuck. */
  findStuck(): Stuck | undefined {
    const now = this.#now()
    const cpu = this.#cpu()
    const [first] = [...this.#jobs]
      .filter(([, { step, enteredMs, heartbeatMs, heartbeatCpuMs }]) => {
        const isSilent = now - heartbeatMs > this.#limitMs
        const loops = isSilent && cpu - heartbeatCpuMs > this.#limitMs * loopShare
        const mostMs = step === '' && !isSilent ? this.#limitMs : this.#limitMs * workFactor
        return loops || now - enteredMs > mostMs
      })
      .toSorted(([, a], [, b]) => a.enteredMs - b.enteredMs)
    if (!first) return undefined
    const [stub, { step, level, heartbeatMs }] = first
    return { stub, step, level, isWaiting: now - heartbeatMs < this.#limitMs / 2 }
  }
}
