/** In so many turns of the event loop whatever has arrived is read. */
const TURNS = 50

/**
 * A signal that aborts when nothing has come for so long. It counts waits that the event loop has kept,
 * not time: a process that did not run for a while finds its timers due before it has read a byte.
 */
export function startPatience(ms: number): { signal: AbortSignal; renew(): void } & Disposable {
  const controller = new AbortController()
  let left = TURNS
  const interval = setInterval(() => {
    left -= 1
    if (left === 0) controller.abort(new DOMException('Nothing came', 'TimeoutError'))
  }, ms / TURNS)
  return {
    signal: controller.signal,
    renew: () => void (left = TURNS),
    [Symbol.dispose]: () => clearInterval(interval),
  }
}
