import type { AsyncResource as NodeAsyncResource } from 'node:async_hooks'
import { builtin } from './builtin.ts'
import type { Timer } from './timer-queue.ts'
import type { VirtualClock } from './virtual-clock.ts'

/** A function that a timer calls. */
export type Callback = (...args: unknown[]) => void

/** Makes what runs functions in the AsyncLocalStorage context of this moment. */
const captureContext = contextsOf(builtin('node:async_hooks')?.AsyncResource)

type Context = (run: () => void) => void

function contextsOf(AsyncResource: typeof NodeAsyncResource | undefined): () => Context {
  if (AsyncResource === undefined) return () => (run) => run()
  return () => {
    // As light as a context can be: nobody is told when it is collected as garbage.
    const resource = new AsyncResource('Timeout', { requireManualDestroy: true })
    return (run) => resource.runInAsyncScope(run)
  }
}

/** Ids are far above those of the platform's own timers, which can be cleared, too. */
let lastId = 2 ** 40

/** The timers whose id somebody has asked for, until they have fired or were cleared. */
const timeoutsById = new Map<number, Timeout>()

/** What `setTimeout` and `setInterval` return, with the methods of Node's class of this name. */
export class Timeout {
  readonly #clock: VirtualClock
  readonly #timer: Timer
  readonly #delayMs: number
  #callback: (() => void) | undefined
  #id: number | undefined

  constructor(
    clock: VirtualClock,
    callback: Callback,
    delay: unknown,
    { args = [], repeats = false }: { args?: unknown[]; repeats?: boolean } = {},
  ) {
    const inContext = captureContext()
    this.#clock = clock
    this.#delayMs = wholeDelay(delay)
    this.#callback = () => inContext(() => Reflect.apply(callback, this, args))
    this.#timer = {
      dueMs: 0,
      isReferenced: true,
      fire: repeats ? () => this.#fireAgainAndAgain() : () => this.#fireOnce(),
    }
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

  /** Waits for the whole delay once more, also after it has fired. */
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
    this.#callback?.()
  }

  /** An interval counts from the moment at which it fired: after a delay it does not catch up. */
  #fireAgainAndAgain(): void {
    const startMs = this.#clock.nowMs
    try {
      this.#callback?.()
    } finally {
      if (this.#callback !== undefined) this.#clock.start(this.#timer, this.#delayMs, startMs)
    }
  }

  #forgetId(): void {
    if (this.#id !== undefined) timeoutsById.delete(this.#id)
  }
}

/** The timer that `handle` stands for: itself, or its id. */
export function timeoutOf(handle: unknown): Timeout | undefined {
  if (handle instanceof Timeout) return handle
  if (typeof handle !== 'number' && typeof handle !== 'string') return undefined
  return timeoutsById.get(Number(handle))
}

/** What `setImmediate` returns, with the methods of Node's class of this name. */
export class Immediate {
  readonly #clock: VirtualClock
  readonly #timer: Timer

  constructor(clock: VirtualClock, callback: Callback, args: unknown[] = []) {
    const inContext = captureContext()
    this.#clock = clock
    this.#timer = {
      dueMs: 0,
      isReferenced: true,
      fire: () => inContext(() => Reflect.apply(callback, this, args)),
    }
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

/** A delay as Node takes it: 1 to 2^31 - 1 whole ms, and 1 for anything else. */
function wholeDelay(delay: unknown): number {
  // As Node converts it: a bigint or a symbol throws.
  const ms = Math.trunc((delay as number) * 1)
  return ms >= 1 && ms <= 2 ** 31 - 1 ? ms : 1
}
