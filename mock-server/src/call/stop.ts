/**
 * Stops what waits for it, like an `AbortController`. Most calls are never stopped, and making a signal for
 * each of them takes longer than the wait itself. So a signal is made only for code that asks for one.
 */
export class Stop {
  #listeners: readonly (() => void)[] = []
  #controller: AbortController | undefined
  #hasCome = false
  #reason: unknown

  /** Whether it has stopped everything. */
  get hasCome(): boolean {
    return this.#hasCome
  }

  /** The error for everything that waits for it. */
  get reason(): unknown {
    return this.#reason
  }

  /** Aborts when it stops everything. */
  get signal(): AbortSignal {
    this.#controller ??= new AbortController()
    if (this.#hasCome) this.#controller.abort(this.#reason)
    return this.#controller.signal
  }

  /** Calls a function when it stops everything. */
  add(listener: () => void): void {
    this.#listeners = [...this.#listeners, listener]
  }

  remove(listener: () => void): void {
    this.#listeners = this.#listeners.filter((other) => other !== listener)
  }

  /** Stops everything. Only the first time counts. */
  come(reason: unknown): void {
    if (this.#hasCome) return
    this.#hasCome = true
    this.#reason = reason
    const listeners = this.#listeners
    this.#listeners = []
    for (const listener of listeners) listener()
    this.#controller?.abort(reason)
  }
}
