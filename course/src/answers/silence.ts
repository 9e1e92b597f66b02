import { workFactor } from './protocol.ts'
import type { Level } from './verdict.ts'

/** A job that does not get on. */
export interface Stuck {
  readonly stub: string
  readonly step: string
  readonly level: Level
  /** Whether its thread still beats: then it waits, else it loops. */
  readonly isWaiting: boolean
}

interface Job {
  readonly step: string
  readonly level: Level
  readonly sinceMs: number
  beatMs: number
  /** At its last beat. */
  cpuMs: number
}

/** What a silence is measured with. */
interface Clocks {
  readonly nowMs?: () => number
  /** How long the process of the jobs has kept a core busy. */
  readonly cpuMs?: () => number
}

/** A thread that loops uses at least this part of the time, when the machine isn't starved. */
const loopShare = 0.5

/**
 * Notes in which step each running job is, and finds the one that does not get on: its thread does not
 * beat although the process has been given time to work, or it is loaded for too long. On a busy machine
 * a thread may be silent because others are running; that is no loop. A step whose thread beats should
 * end by itself, and has more time.
 */
export class Silence {
  readonly #limitMs: number
  readonly #now: () => number
  readonly #cpu: () => number
  readonly #jobs = new Map<string, Job>()

  constructor(limitMs: number, { nowMs = () => performance.now(), cpuMs = nowMs }: Clocks = {}) {
    this.#limitMs = limitMs
    this.#now = nowMs
    this.#cpu = cpuMs
  }

  /** The job enters a step; `''` is being loaded. */
  enter(stub: string, step: string, level: Level = 'task'): void {
    const now = this.#now()
    this.#jobs.set(stub, { step, level, sinceMs: now, beatMs: now, cpuMs: this.#cpu() })
  }

  /** The job's thread is able to say something. */
  beat(stub: string): void {
    const job = this.#jobs.get(stub)
    if (job) Object.assign(job, { beatMs: this.#now(), cpuMs: this.#cpu() })
  }

  /** The job has ended, and need not be heard of again. */
  leave(stub: string): void {
    this.#jobs.delete(stub)
  }

  /** Of the jobs that do not get on, the one that has been in its step the longest. */
  longest(): Stuck | undefined {
    const now = this.#now()
    const cpu = this.#cpu()
    const [first] = [...this.#jobs]
      .filter(([, { step, sinceMs, beatMs, cpuMs }]) => {
        const isSilent = now - beatMs > this.#limitMs
        const loops = isSilent && cpu - cpuMs > this.#limitMs * loopShare
        const mostMs = step === '' && !isSilent ? this.#limitMs : this.#limitMs * workFactor
        return loops || now - sinceMs > mostMs
      })
      .toSorted(([, a], [, b]) => a.sinceMs - b.sinceMs)
    if (!first) return undefined
    const [stub, { step, level, beatMs }] = first
    return { stub, step, level, isWaiting: now - beatMs < this.#limitMs / 2 }
  }
}
