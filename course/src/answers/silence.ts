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

/**
 * Notes in which step each running job is, and finds the one that does not get on: its thread does not
 * beat, or it is loaded for too long. A step whose thread beats should end by itself, and has more time.
 */
export class Silence {
  readonly #limitMs: number
  readonly #now: () => number
  readonly #jobs = new Map<
    string,
    { step: string; level: Level; sinceMs: number; beatMs: number }
  >()

  constructor(limitMs: number, now: () => number = () => performance.now()) {
    this.#limitMs = limitMs
    this.#now = now
  }

  /** The job enters a step; `''` is being loaded. */
  enter(stub: string, step: string, level: Level = 'task'): void {
    this.#jobs.set(stub, { step, level, sinceMs: this.#now(), beatMs: this.#now() })
  }

  /** The job's thread is able to say something. */
  beat(stub: string): void {
    const job = this.#jobs.get(stub)
    if (job) job.beatMs = this.#now()
  }

  /** The job has ended, and need not be heard of again. */
  leave(stub: string): void {
    this.#jobs.delete(stub)
  }

  /** Of the jobs that do not get on, the one that has been in its step the longest. */
  longest(): Stuck | undefined {
    const now = this.#now()
    const [first] = [...this.#jobs]
      .filter(([, { step, sinceMs, beatMs }]) => {
        const mostMs = step === '' ? this.#limitMs : this.#limitMs * workFactor
        return now - beatMs > this.#limitMs || now - sinceMs > mostMs
      })
      .toSorted(([, a], [, b]) => a.sinceMs - b.sinceMs)
    if (!first) return undefined
    const [stub, { step, level, beatMs }] = first
    return { stub, step, level, isWaiting: now - beatMs < this.#limitMs / 2 }
  }
}
