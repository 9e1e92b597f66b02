import { builtin } from './builtin.ts'
import { override, overrideAll } from './override.ts'
import { Immediate, Timeout, timeoutOf, type Callback } from './timer-handles.ts'
import { createTimersPromises } from './timers-promises.ts'
import type { VirtualClock } from './virtual-clock.ts'

type AnyFunction = (...args: never[]) => unknown

const PROMISIFY = Symbol.for('nodejs.util.promisify.custom')
const FRAME_MS = 16

/**
 * Puts the timers of the platform on a virtual clock: the global ones, those of `node:timers` and
 * `node:timers/promises`, and `AbortSignal.timeout`.
 */
export function replaceTimers(clock: VirtualClock): Disposable {
  const timers = { ...timeouts(clock), ...immediates(clock), ...frames(clock) }
  const nodeTimers = builtin('node:timers')
  const nodePromises = builtin('node:timers/promises')
  // Named imports from built-in modules change only when this is called.
  const sync = (): void => builtin('node:module')?.syncBuiltinESMExports()

  const stack = new DisposableStack()
  stack.defer(sync)
  if (nodeTimers !== undefined && nodePromises !== undefined) {
    const promises = createTimersPromises(clock, { ...nodePromises })
    const { setTimeout, setImmediate } = promises
    Object.defineProperty(timers.setTimeout, PROMISIFY, { value: setTimeout })
    Object.defineProperty(timers.setImmediate, PROMISIFY, { value: setImmediate })
    const scheduler = {
      wait: (ms: number, options?: object) => setTimeout(ms, undefined, options),
      yield: () => setImmediate(),
    }
    stack.use(overrideAll(nodePromises.scheduler, scheduler))
    stack.use(overrideAll(nodePromises, { ...promises }))
    stack.use(overrideAll(nodeTimers, timers))
  }
  stack.use(overrideAll(globalThis, timers))
  stack.defer(override(AbortSignal, 'timeout', signalTimeout(clock)))
  sync()
  return stack
}

// The original handles callbacks that are not functions, and timers that are not from this clock.

function timeouts(clock: VirtualClock): Record<string, AnyFunction> {
  const native = { setTimeout, setInterval, clearTimeout, clearInterval }
  // A browser's timers are numbers.
  const handleOf = builtin('node:timers') === undefined ? Number : (timeout: Timeout) => timeout
  const clear =
    (original: (handle: never) => void) =>
    (handle: never): void => {
      const timeout = timeoutOf(handle)
      if (timeout === undefined) original(handle)
      else timeout.close()
    }
  return {
    setTimeout: (callback: Callback, delay: never, ...args: unknown[]) =>
      typeof callback === 'function'
        ? handleOf(new Timeout(clock, callback, delay, { args }))
        : native.setTimeout(callback, delay),
    setInterval: (callback: Callback, delay: never, ...args: unknown[]) =>
      typeof callback === 'function'
        ? handleOf(new Timeout(clock, callback, delay, { args, repeats: true }))
        : native.setInterval(callback, delay),
    clearTimeout: clear(native.clearTimeout),
    clearInterval: clear(native.clearInterval),
  }
}

function immediates(clock: VirtualClock): Record<string, AnyFunction> {
  const native = {
    setImmediate: globalThis.setImmediate,
    clearImmediate: globalThis.clearImmediate,
  }
  return {
    setImmediate: (callback: Callback, ...args: unknown[]) =>
      typeof callback === 'function'
        ? new Immediate(clock, callback, args)
        : native.setImmediate(callback),
    clearImmediate: (handle: NodeJS.Immediate | Immediate | undefined) => {
      if (handle instanceof Immediate) handle[Symbol.dispose]()
      else native.clearImmediate(handle)
    },
  }
}

/** A browser draws a frame every 16 ms, and is idle when everything else is done. */
function frames(clock: VirtualClock): Record<string, AnyFunction> {
  const clear = (handle: number): void => void timeoutOf(handle)?.close()
  const deadline = { didTimeout: false, timeRemaining: () => FRAME_MS }
  return {
    requestAnimationFrame: (callback: Callback) =>
      Number(
        new Timeout(clock, () => callback(performance.now()), FRAME_MS - (clock.nowMs % FRAME_MS)),
      ),
    cancelAnimationFrame: clear,
    requestIdleCallback: (callback: Callback) =>
      Number(new Timeout(clock, () => callback(deadline), 1)),
    cancelIdleCallback: clear,
  }
}

/** Node accepts whole milliseconds below 2^32. A browser accepts any number, and truncates it. */
const MOST_MS = 2 ** 32 - 1

function signalTimeout(clock: VirtualClock): typeof AbortSignal.timeout {
  const native = AbortSignal.timeout.bind(AbortSignal)
  const isNode = builtin('node:timers') !== undefined
  const isRefused = (ms: number): boolean =>
    isNode ? !Number.isInteger(ms) || ms > MOST_MS : ms > Number.MAX_SAFE_INTEGER
  return (ms) => {
    if (!(ms >= 0) || isRefused(ms)) return native(ms)
    const controller = new AbortController()
    const message = 'The operation was aborted due to timeout'
    const abort = (): void => controller.abort(new DOMException(message, 'TimeoutError'))
    new Timeout(clock, abort, ms).unref()
    return controller.signal
  }
}
