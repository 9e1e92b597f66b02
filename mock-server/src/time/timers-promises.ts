import type * as TimersPromises from 'node:timers/promises'
import { Immediate, Timeout } from './timer-handles.ts'
import type { VirtualClock } from './virtual-clock.ts'

interface Options {
  readonly signal?: AbortSignal | undefined
  readonly ref?: boolean | undefined
}

/** The functions of `node:timers/promises`, on a virtual clock. */
export interface VirtualTimersPromises {
  readonly setTimeout: typeof TimersPromises.setTimeout
  readonly setImmediate: typeof TimersPromises.setImmediate
  readonly setInterval: typeof TimersPromises.setInterval
}

/**
 * Makes the functions of `node:timers/promises` for a virtual clock.
 *
 * @param native The real functions, which get invalid arguments, so that they throw the real errors.
 */
export function createTimersPromises(
  clock: VirtualClock,
  native: typeof TimersPromises,
): VirtualTimersPromises {
  return {
    setTimeout: (delay, value, options: Options = {}) => {
      if (!isDelay(delay) || !areOptions(options)) return native.setTimeout(delay, value, options)
      return wait(options, value, (resolve) => {
        const timeout = new Timeout(clock, resolve, delay)
        if (options.ref === false) timeout.unref()
        return timeout
      })
    },
    setImmediate: (value, options: Options = {}) => {
      if (!areOptions(options)) return native.setImmediate(value, options)
      return wait(options, value, (resolve) => {
        const immediate = new Immediate(clock, resolve)
        if (options.ref === false) immediate.unref()
        return immediate
      })
    },
    setInterval: (delay, value, options: Options = {}) => {
      if (!isDelay(delay) || !areOptions(options)) return native.setInterval(delay, value, options)
      return ticks(clock, delay, value, options)
    },
  }
}

/** A promise that a timer resolves, or an abort rejects. */
function wait<T>(
  { signal }: Options,
  value: T | undefined,
  start: (resolve: () => void) => Disposable,
): Promise<T> {
  if (signal?.aborted === true) return Promise.reject(new AbortError(signal))
  const { promise, resolve, reject } = Promise.withResolvers<T>()
  const timer = start(() => resolve(value as T))
  if (signal === undefined) return promise
  const abort = (): void => {
    timer[Symbol.dispose]()
    reject(new AbortError(signal))
  }
  signal.addEventListener('abort', abort)
  return promise.finally(() => signal.removeEventListener('abort', abort))
}

async function* ticks<T>(
  clock: VirtualClock,
  delay: number | undefined,
  value: T | undefined,
  { signal, ref }: Options,
): AsyncGenerator<T, undefined> {
  if (signal?.aborted === true) throw new AbortError(signal)
  let due = 0
  let next = Promise.withResolvers<void>()
  const tick = (): void => {
    due += 1
    next.resolve()
  }
  const interval = new Timeout(clock, tick, delay, { repeats: true })
  if (ref === false) interval.unref()
  const abort = (): void => {
    interval.close()
    // Marks the rejection as handled in case nothing awaits it. The loop checks the signal itself.
    next.promise.catch(() => {})
    next.reject(new AbortError(signal!))
  }
  signal?.addEventListener('abort', abort)
  try {
    for (;;) {
      if (signal !== undefined && hasAborted(signal)) throw new AbortError(signal)
      if (due === 0) {
        next = Promise.withResolvers()
        await next.promise
      }
      for (; due > 0; due -= 1) yield value as T
    }
  } finally {
    interval.close()
    signal?.removeEventListener('abort', abort)
  }
}

/** A function, because the type checker assumes that `aborted` stays `false` once checked. */
function hasAborted(signal: AbortSignal): boolean {
  return signal.aborted
}

/** Like Node's: an aborted wait rejects with an error that keeps the reason as its cause. */
class AbortError extends Error {
  code = 'ABORT_ERR'
  override name = 'AbortError'

  constructor(signal: AbortSignal) {
    super('The operation was aborted', { cause: signal.reason })
  }
}

function isDelay(delay: unknown): boolean {
  return delay === undefined || typeof delay === 'number'
}

function areOptions(options: unknown): boolean {
  if (typeof options !== 'object' || options === null || Array.isArray(options)) return false
  const { signal, ref } = options as Record<string, unknown>
  const isSignal = typeof signal === 'object' && signal !== null && 'aborted' in signal
  return (signal === undefined || isSignal) && (ref === undefined || typeof ref === 'boolean')
}
