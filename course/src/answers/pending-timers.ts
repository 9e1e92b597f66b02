type Callback = (...args: unknown[]) => unknown
type Start = (callback: Callback, ...rest: unknown[]) => NodeJS.Timeout
type Clear = (timer: unknown) => void

/**
 * Tracks the pending timers of `setTimeout` and `setInterval`, from its construction on. The test runner
 * keeps its own references to both functions, so its timers are not tracked.
 */
export class PendingTimers {
  readonly #pending = new Set<NodeJS.Timeout>()

  constructor() {
    // Proxies keep everything else about these functions, such as their support for `util.promisify`.
    globalThis.setTimeout = new Proxy(globalThis.setTimeout, {
      apply: (start, _, [callback, ...rest]: [Callback, ...unknown[]]) =>
        this.#start(start as Start, callback, rest, true),
    })
    globalThis.setInterval = new Proxy(globalThis.setInterval, {
      apply: (start, _, [callback, ...rest]: [Callback, ...unknown[]]) =>
        this.#start(start as Start, callback, rest, false),
    })
    for (const name of ['clearTimeout', 'clearInterval'] as const) {
      globalThis[name] = new Proxy(globalThis[name], {
        apply: (clear: Clear, _, [timer]: [unknown]) => {
          this.#pending.delete(timer as NodeJS.Timeout)
          clear(timer)
        },
      })
    }
  }

  /** Whether a timer is pending that keeps the process alive. */
  any(): boolean {
    return this.#pending.values().some((timer) => timer.hasRef())
  }

  /** Whether any timer is pending, including those with `unref`. */
  anyAtAll(): boolean {
    return this.#pending.size > 0
  }

  #start(start: Start, callback: Callback, rest: unknown[], isOnce: boolean): NodeJS.Timeout {
    if (typeof callback !== 'function') return start(callback, ...rest)
    const timer = start(
      (...args: unknown[]) => {
        if (isOnce) this.#pending.delete(timer)
        return callback(...args)
      },
      ...rest,
    )
    this.#pending.add(timer)
    return timer
  }
}
