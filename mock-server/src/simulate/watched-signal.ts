/** A signal that tells which listeners it has. */
export interface WatchedSignal {
  /** The signal, as any other. */
  readonly signal: AbortSignal
  /** Its listeners, now. */
  readonly listeners: ReadonlySet<unknown>
  /** Aborts the signal. */
  abort(reason?: unknown): void
}

/**
 * Makes a signal that tells which listeners it has: for a check that none is left behind. Node can
 * count listeners (`getEventListeners`), a browser cannot.
 */
export function watchedSignal(): WatchedSignal {
  const controller = new AbortController()
  const { signal } = controller
  const listeners = new Set<unknown>()
  const add = signal.addEventListener.bind(signal)
  const remove = signal.removeEventListener.bind(signal)
  signal.addEventListener = (...[type, listener, options]: Parameters<typeof add>): void => {
    add(type, listener, options)
    listeners.add(listener)
    // The other way to take a listener away: to abort the signal that it was added with.
    const until = typeof options === 'object' ? options.signal : undefined
    until?.addEventListener('abort', () => listeners.delete(listener))
  }
  signal.removeEventListener = (...[type, listener, options]: Parameters<typeof remove>): void => {
    remove(type, listener, options)
    listeners.delete(listener)
  }
  return { signal, listeners, abort: (reason) => controller.abort(reason) }
}
