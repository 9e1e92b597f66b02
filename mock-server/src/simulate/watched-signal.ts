import { override } from '../time/override.ts'
import { AbortListeners, type Options } from './abort-listeners.ts'

/** A signal whose abort listeners can be counted. */
export interface WatchedSignal {
  /** The signal. It behaves like any other. */
  readonly signal: AbortSignal
  /** Its abort listeners, now. */
  readonly listeners: ReadonlySet<unknown>
  /** Aborts the signal. */
  readonly abort: (reason?: unknown) => void
}

/**
 * Makes a signal whose abort listeners can be counted, so that a check can find one that was left behind.
 * Node can count listeners (`getEventListeners`), but a browser cannot. This works in both.
 *
 * It counts listeners that are added by the signal's methods and as `onabort`. While {@link simulate}
 * runs, it also counts those that are added by the methods of `EventTarget.prototype`, and those of
 * signals that `AbortSignal.any` makes of this one. This signal keeps them in memory until the made
 * signal aborts. A made signal without a listener doesn't count, because it is garbage-collected.
 *
 * @example
 * ```ts
 * import { watchedSignal } from '@overlap/mock-server'
 *
 * const { signal, listeners } = watchedSignal()
 * const listener = () => {}
 * signal.addEventListener('abort', listener)
 * console.log(listeners.size) // → 1
 * signal.removeEventListener('abort', listener)
 * console.log(listeners.size) // → 0
 * ```
 */
export function watchedSignal(): WatchedSignal {
  const controller = new AbortController()
  const { signal } = controller
  const listeners = new Set<unknown>()
  const counted = new AbortListeners([listeners], true)
  watch(signal, counted)
  return {
    signal,
    listeners,
    abort(reason) {
      controller.abort(reason)
      counted.removeOnce()
    },
  }
}

/**
 * Counts the abort listeners of an existing signal that are added from now on, or since it was
 * first watched. Adds its own listener, which is not counted.
 *
 * @returns The listeners at any moment. They are in the set of each signal that keeps them in memory.
 */
export function watchSignal(signal: AbortSignal): ReadonlySet<unknown> {
  const known = watched.get(signal)?.sets[0]
  if (known !== undefined) return known
  const listeners = new Set<unknown>()
  const counted = new AbortListeners([listeners], true)
  // Before it is watched, so this listener is not counted.
  signal.addEventListener('abort', () => counted.removeOnce(), { once: true })
  watch(signal, counted)
  return listeners
}

const watched = new WeakMap<EventTarget, AbortListeners>()

function watch(signal: AbortSignal, listeners: AbortListeners): void {
  watched.set(signal, listeners)
  countCalls(signal, 'addEventListener')
  countCalls(signal, 'removeEventListener')
  const native = Object.getOwnPropertyDescriptor(AbortSignal.prototype, 'onabort')
  Object.defineProperty(signal, 'onabort', {
    configurable: true,
    get: () => native?.get?.call(signal) as unknown,
    set: (handler: unknown) => {
      listeners.remove(signal.onabort)
      // Meanwhile Node adds its own listener, which must not be counted.
      watched.delete(signal)
      native?.set?.call(signal, handler)
      watched.set(signal, listeners)
      if (typeof handler === 'function') listeners.add(handler)
    },
  })
}

/**
 * Counts the listeners of watched signals, too, that come by `EventTarget.prototype` and by
 * `AbortSignal.any`, until it is disposed of.
 */
export function countAllListeners(): Disposable {
  const stack = new DisposableStack()
  stack.defer(countCalls(EventTarget.prototype, 'addEventListener'))
  stack.defer(countCalls(EventTarget.prototype, 'removeEventListener'))
  const any = AbortSignal.any.bind(AbortSignal)
  const countingAny = (signals: Iterable<AbortSignal>): AbortSignal => {
    const sources = [...signals]
    const made = any(sources)
    const sets = sources.flatMap((source) => watched.get(source)?.sets ?? [])
    if (sets.length === 0 || made.aborted) return made
    const listeners = new AbortListeners([...new Set(sets)], false)
    // Not watched yet, so this listener is not counted.
    made.addEventListener('abort', () => listeners.removeAll(), { once: true })
    watch(made, listeners)
    return made
  }
  stack.defer(override(AbortSignal, 'any', countingAny))
  return stack
}

/** A listener counts once, even if both the signal's own method and the prototype's count it. */
function countCalls(
  target: EventTarget,
  name: 'addEventListener' | 'removeEventListener',
): () => void {
  const count = name === 'addEventListener' ? 'add' : 'remove'
  const method = target[name] as (...args: unknown[]) => void
  return override(target, name, function (this: EventTarget, ...args: unknown[]) {
    Reflect.apply(method, this, args)
    const [type, listener, options] = args
    if (type === 'abort') watched.get(this)?.[count](listener, options as Options)
  })
}
