/**
 * Catches unhandled rejections and uncaught errors until it is disposed of, in place of all other
 * listeners for them. Without this, a test runner would report the run as failed, or the process would
 * end.
 */
export function captureErrors(caught: (error: unknown) => void): Disposable {
  const release =
    typeof process === 'object' && typeof process.rawListeners === 'function'
      ? captureInNode(caught)
      : captureInBrowser(caught)
  return { [Symbol.dispose]: release }
}

function captureInNode(caught: (error: unknown) => void): () => void {
  const listeners = {
    unhandledRejection: caught,
    uncaughtException: caught,
    // Without a listener, Node prints a warning about a rejection that is handled late.
    rejectionHandled: () => {},
  }
  const restores = Object.entries(listeners).map(([event, listener]) => {
    const before = process.rawListeners(event)
    process.removeAllListeners(event)
    process.on(event, listener)
    return () => {
      process.removeAllListeners(event)
      for (const other of before) process.on(event, other as (...args: unknown[]) => void)
    }
  })
  return () => {
    for (const restore of restores) restore()
  }
}

/** The two kinds of error event in browsers. */
type Trouble = Event & { readonly reason?: unknown; readonly error?: unknown }

function captureInBrowser(caught: (error: unknown) => void): () => void {
  const target = globalThis as unknown as EventTarget
  const listen = (event: Event): void => {
    event.preventDefault()
    event.stopImmediatePropagation()
    const { type, reason, error } = event as Trouble
    caught(type === 'error' ? error : reason)
  }
  // Capturing listeners of the global object are first in line. (Node 24 does not remove a listener
  // whose capture is given as a plain `true`.)
  const events = ['unhandledrejection', 'error']
  for (const event of events) target.addEventListener(event, listen, { capture: true })
  return () => {
    for (const event of events) target.removeEventListener(event, listen, { capture: true })
  }
}
