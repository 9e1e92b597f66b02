import type { Clock, TimerId, VoidVarArgsFunc } from '@sinonjs/fake-timers'
import type { Patience } from './patience.ts'

/** What Node has and browsers have not. */
export interface NodeTimers {
  /** Calls back when all that is ready has run; no time passes. Returns what calls it off. */
  readonly soon: (callback: () => void) => () => void
}

/**
 * Gives a fake clock the rules of Node's timers, where fake-timers has others:
 *
 * - a delay of 0 is 1 ms, inside a timer and outside;
 * - an immediate takes no time, also when it is set inside a timer;
 * - an interval counts from the start of its last round: one that was held up does not catch up.
 */
export function followNode(clock: Clock, patience: Patience, onTimer: () => void): NodeTimers {
  const native = { ...clock }

  const setTimeout: Clock['setTimeout'] = (callback, delayMs, ...args) => {
    onTimer()
    return native.setTimeout(after(callback, patience.renew), wholeDelay(delayMs), ...args)
  }

  const setImmediate: Clock['setImmediate'] = (callback, ...args) => {
    onTimer()
    return native.setImmediate(after(callback, patience.poll), ...args)
  }
  // fake-timers adds 1 ms to whatever is set without a delay inside a timer. Only immediates have
  // none, and they get it when the program polls too often.
  Object.defineProperty(clock, 'duringTick', { get: () => patience.pollsTooOften, set: () => {} })

  /** The timeout that an interval waits for now, by the id of its first one. */
  const rounds = new Map<number, TimerId>()
  const setInterval: Clock['setInterval'] = (callback, delayMs, ...args) => {
    const round = (): TimerId =>
      setTimeout(() => {
        rounds.set(id, round())
        callback(...args)
      }, delayMs)
    const first = round()
    const id = Number(first)
    rounds.set(id, first)
    return first
  }
  const clearTimeout: Clock['clearTimeout'] = (timer) => {
    const id = Number(timer)
    const current = rounds.get(id) ?? timer
    rounds.delete(id)
    if (current !== undefined) native.clearTimeout(current)
  }

  const replacements = { setTimeout, setInterval, clearTimeout, clearInterval: clearTimeout }
  for (const [name, replacement] of Object.entries({ ...replacements, setImmediate })) {
    // Not every platform has each of them, and notes for the way back are kept as properties.
    const original = Reflect.get(native, name) as object | undefined
    if (original !== undefined) Reflect.set(clock, name, Object.assign(replacement, original))
  }
  return {
    soon(callback) {
      onTimer()
      const timer = native.setTimeout(after(callback, patience.poll), 0)
      return () => native.clearTimeout(timer)
    },
  }
}

/** The callback of a timer, with something to do first. What is no function is left for the clock to refuse. */
function after(callback: VoidVarArgsFunc, first: () => void): VoidVarArgsFunc {
  if (typeof callback !== 'function') return callback
  return (...args) => {
    first()
    callback(...args)
  }
}

/** A delay as Node takes it: 1 to 2^31 - 1 whole ms, and 1 for anything else. */
function wholeDelay(delayMs: unknown): number {
  const ms = Math.trunc(Number(delayMs))
  return ms >= 1 && ms <= 2 ** 31 - 1 ? ms : 1
}
