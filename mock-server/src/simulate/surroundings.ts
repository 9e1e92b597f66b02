import { installClock } from '../time/clock.ts'
import type { VirtualClock } from '../time/virtual-clock.ts'
import { captureErrors } from './capture-errors.ts'
import { countAllListeners } from './watched-signal.ts'

/**
 * What simulations replace in the process: the clock and the timers, the handlers of errors, the methods
 * that add abort listeners. Several simulations can share it, one after another. Replacing it takes
 * longer than a short simulation.
 */
export interface Surroundings extends Disposable {
  /**
   * Begins the next simulation: at 0 ms, without timers and without errors.
   *
   * @param onIdleUntil Called when nothing is left to run before a moment.
   */
  begin(onIdleUntil: (toMs: number) => void): {
    readonly clock: VirtualClock
    /** Unhandled rejections and uncaught errors, in order. */
    readonly errors: unknown[]
  }
}

/**
 * Replaces the surroundings of simulations until they are disposed of.
 *
 * @throws {Error} if virtual time or another fake clock is already running.
 */
export function replaceSurroundings(): Surroundings {
  let errors: unknown[] = []
  let onIdleUntil: (toMs: number) => void = () => {}
  using stack = new DisposableStack()
  stack.use(captureErrors((error) => errors.push(error)))
  stack.use(countAllListeners())
  const clock = stack.use(installClock({ onIdleUntil: (toMs) => onIdleUntil(toMs) }))
  const all = stack.move()
  let isNew = true
  return {
    begin(listener) {
      if (!isNew) clock.restart()
      isNew = false
      errors = []
      onIdleUntil = listener
      return { clock, errors }
    },
    [Symbol.dispose]: () => all.dispose(),
  }
}
