import type { AsyncResource as NodeAsyncResource } from 'node:async_hooks'
import { builtin } from './builtin.ts'
import { Timer } from './timer-queue.ts'
import type { VirtualClock } from './virtual-clock.ts'

/** A function that a timer calls. */
export type Callback = (...args: unknown[]) => void

/** Captures the current AsyncLocalStorage context. */
const captureContext = contextsOf(builtin('node:async_hooks')?.AsyncResource)

/** Runs a callback in a captured context. */
interface Context {
  runInAsyncScope(callback: Callback, thisArg: unknown, ...args: unknown[]): void
}

function contextsOf(AsyncResource: typeof NodeAsyncResource | undefined): () => Context {
  if (AsyncResource === undefined) return () => anyContext
  // With this option, Node does not track when the context is garbage-collected, which is cheaper.
  return () => new AsyncResource('Timeout', { requireManualDestroy: true })
}

const anyContext: Context = {
  runInAsyncScope: (callback, thisArg, ...args) => Reflect.apply(callback, thisArg, args),
}

/** Far above the ids of the platform's own timers, so that those can still be cleared. */
let lastId = 2 ** 40

/** The timers whose id was read, until they fire or are cleared. */
const timeoutsById = new Map<number, Timeout>()

/** The return value of `setTimeout` and `setInterval`, with the methods of Node's `Timeout`. */
export class Timeout {
  readonly #clock: VirtualClock
  readonly #timer: Timer
  readonly #delayMs: number
  readonly #context = captureContext()
  readonly #args: readonly unknown[]
  #callback: Callback | undefined
  #id: number | undefined

  constructor(
    clock: VirtualClock,
    callback: Callback,
    delay: unknown,
    { args = [], repeats = false }: { args?: unknown[]; repeats?: boolean } = {},
  ) {
    this.#clock = clock
    this.#delayMs = wholeDelay(delay)
    this.#callback = callback
    this.#args = args
    this.#timer = new Timer(repeats ? () => this.#fireAgainAndAgain() : () => this.#fireOnce())
    clock.start(this.#timer, this.#delayMs)
  }

  ref(): this {
    this.#timer.isReferenced = true
    return this
  }

  unref(): this {
    this.#timer.isReferenced = false
    return this
  }

  hasRef(): boolean {
    return this.#timer.isReferenced
  }

  /** Starts the whole delay again, even after the timer has fired. */
  refresh(): this {
    if (this.#callback !== undefined) this.#clock.start(this.#timer, this.#delayMs)
    return this
  }

  close(): this {
    this.#callback = undefined
    this.#clock.clear(this.#timer)
    this.#forgetId()
    return this
  }

  [Symbol.dispose](): void {
    this.close()
  }

  [Symbol.toPrimitive](): number {
    if (this.#id === undefined) {
      lastId += 1
      this.#id = lastId
      timeoutsById.set(this.#id, this)
    }
    return this.#id
  }

  #fireOnce(): void {
    this.#forgetId()
    this.#run()
  }

  #run(): void {
    if (this.#callback === undefined) return
    this.#context.runInAsyncScope(this.#callback, this, ...this.#args)
  }

  /** Counts the next round from when this one fired, so a late interval does not catch up. */
  #fireAgainAndAgain(): void {
    const startMs = this.#clock.nowMs
    try {
      this.#run()
    } finally {
      if (this.#callback !== undefined) this.#clock.start(this.#timer, this.#delayMs, startMs)
    }
  }

  #forgetId(): void {
    if (this.#id !== undefined) timeoutsById.delete(this.#id)
  }
}

/** The timer that `handle` is, or whose id it is. */
export function timeoutOf(handle: unknown): Timeout | undefined {
  if (handle instanceof Timeout) return handle
  if (typeof handle !== 'number' && typeof handle !== 'string') return undefined
  return timeoutsById.get(Number(handle))
}

/** The return value of `setImmediate`, with the methods of Node's `Immediate`. */
export class Immediate {
  readonly #clock: VirtualClock
  readonly #timer: Timer

  constructor(clock: VirtualClock, callback: Callback, args: unknown[] = []) {
    const context = captureContext()
    this.#clock = clock
    this.#timer = new Timer(() => context.runInAsyncScope(callback, this, ...args))
    clock.startImmediate(this.#timer)
  }

  ref(): this {
    this.#timer.isReferenced = true
    return this
  }

  unref(): this {
    this.#timer.isReferenced = false
    return this
  }

  hasRef(): boolean {
    return this.#timer.isReferenced
  }

  [Symbol.dispose](): void {
    this.#clock.clear(this.#timer)
  }
}

/** A delay as in Node: 1 to 2^31 - 1 whole ms, and 1 for anything else. */
function wholeDelay(delay: unknown): number {
  // Converted as in Node: a bigint or a symbol throws.
  const ms = Math.trunc((delay as number) * 1)
  return ms >= 1 && ms <= 2 ** 31 - 1 ? ms : 1
}
