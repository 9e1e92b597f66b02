/** In this many turns of the event loop, everything that has arrived is read. */
const TURNS = 50

/**
 * A signal that aborts after `ms` without new bytes. It counts turns of the event loop, not time,
 * because a process that was paused finds its timers due before it has read a byte.
 */
export function startPatience(ms: number): { signal: AbortSignal; renew(): void } & Disposable {
  const controller = new AbortController()
  let left = TURNS
  const interval = setInterval(() => {
    left -= 1
    if (left === 0) controller.abort(new DOMException('No bytes arrived', 'TimeoutError'))
  }, ms / TURNS)
  return {
    signal: controller.signal,
    renew: () => void (left = TURNS),
    [Symbol.dispose]: () => clearInterval(interval),
  }
}
