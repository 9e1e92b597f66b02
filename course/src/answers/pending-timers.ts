type Callback = (...args: unknown[]) => unknown
type Start = (callback: Callback, ...rest: unknown[]) => NodeJS.Timeout
type Clear = (timer: unknown) => void

/**
 * Knows which timers are pending that were started through `setTimeout` and `setInterval` from now
 * on. The test runner has its own copies of both, so its timers are not among them.
 */
export class PendingTimers {
  readonly #pending = new Set<NodeJS.Timeout>()

  constructor() {
    // Proxies: all else about these functions, such as `util.promisify`, stays as it is.
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

  /** Whether one is pending that keeps the process alive. */
  any(): boolean {
    return this.#pending.values().some((timer) => timer.hasRef())
  }

  /** Whether any is pending, also one that does not keep the process alive. */
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
