/** The third argument of `addEventListener`. */
export type Options = boolean | AddEventListenerOptions | undefined

/** Counts the abort listeners of one signal. */
export class AbortListeners {
  /** The sets that hold the listeners: one for each watched signal that they keep in memory. */
  readonly sets: readonly Set<unknown>[]
  readonly #isWatchedItself: boolean
  /** The entry of each listener in the sets. A listener with `capture` is a different one. */
  readonly #entries = { plain: new Map<unknown, unknown>(), capture: new Map<unknown, unknown>() }
  readonly #once = new Set<unknown>()

  constructor(sets: readonly Set<unknown>[], isWatchedItself: boolean) {
    this.sets = sets
    this.#isWatchedItself = isWatchedItself
  }

  add(listener: unknown, options?: Options): void {
    const { once = false, signal } = typeof options === 'object' ? options : {}
    const entries = this.#entriesFor(options)
    if (listener === null || signal?.aborted === true || entries.has(listener)) return
    const entry = this.#isWatchedItself && entries === this.#entries.plain ? listener : { listener }
    entries.set(listener, entry)
    for (const set of this.sets) set.add(entry)
    if (once) this.#once.add(listener)
    const remove = (): void => this.remove(listener, options)
    if (signal) signal.addEventListener('abort', remove, { once: true })
  }

  remove(listener: unknown, options?: Options): void {
    const entries = this.#entriesFor(options)
    for (const set of this.sets) set.delete(entries.get(listener))
    entries.delete(listener)
  }

  /** The signal has aborted, so its listeners of one call are gone. */
  removeOnce(): void {
    for (const listener of this.#once) this.#removeBoth(listener)
  }

  removeAll(): void {
    const { plain, capture } = this.#entries
    for (const listener of [...plain.keys(), ...capture.keys()]) this.#removeBoth(listener)
  }

  #removeBoth(listener: unknown): void {
    this.remove(listener, false)
    this.remove(listener, true)
  }

  #entriesFor(options: Options): Map<unknown, unknown> {
    const isCapture = typeof options === 'object' ? options.capture === true : options === true
    return isCapture ? this.#entries.capture : this.#entries.plain
  }
}
