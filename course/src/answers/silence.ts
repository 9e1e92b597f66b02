/** Notes when each running job was last heard of, and finds the one that has gone silent. */
export class Silence {
  readonly #limitMs: number
  readonly #now: () => number
  readonly #heard = new Map<string, { step: string; atMs: number }>()

  constructor(limitMs: number, now: () => number = () => performance.now()) {
    this.#limitMs = limitMs
    this.#now = now
  }

  /** The job enters a step; `''` is being loaded. */
  enter(stub: string, step: string): void {
    this.#heard.set(stub, { step, atMs: this.#now() })
  }

  /** The job has ended, and need not be heard of again. */
  leave(stub: string): void {
    this.#heard.delete(stub)
  }

  /** The job that has been silent the longest, when that is longer than the limit. */
  longest(): { stub: string; step: string } | undefined {
    const [first] = [...this.#heard].toSorted(([, a], [, b]) => a.atMs - b.atMs)
    if (!first || this.#now() - first[1].atMs <= this.#limitMs) return undefined
    return { stub: first[0], step: first[1].step }
  }
}
