import { isOutdated, readBasket, withItem, writeBasket } from '../basket.ts'
import { checkFunction } from '../check-function.ts'
import { Queue } from '../queue.ts'
import type { Abortable, BasketItem, Latest, Lock, LockPerKey, Work } from '../types.ts'

export type * from '../types.ts'

/**
 * Makes a lock that has at most one holder at a time. Calls get it in the order in which they were made,
 * and no call can overtake a waiting one. Every operation is O(1).
 *
 * `acquire` rejects with `signal.reason`, unchanged, if the signal aborts before the lock is free. The
 * calls behind it move up.
 *
 * @example
 * ```ts
 * import { createLock } from '@overlap/lesson-17'
 *
 * const lock = createLock()
 * let stock = 2
 *
 * async function buy(): Promise<void> {
 *   await using _slot = await lock.acquire()
 *   const seen = stock
 *   await new Promise((resolve) => setTimeout(resolve, 1))
 *   stock = seen - 1
 * }
 *
 * await Promise.all([buy(), buy()])
 * stock // → 0
 * ```
 */
export function createLock(): Lock {
  const waiting = new Queue<() => void>()
  let isLocked = false

  function release(): void {
    const next = waiting.shift()
    // The lock stays locked, so no newcomer takes it before the next one does.
    if (next) next()
    else isLocked = false
  }

  return {
    get isLocked() {
      return isLocked
    },
    async acquire({ signal } = {}) {
      signal?.throwIfAborted()
      if (isLocked) await turn(waiting, signal)
      isLocked = true
      // It calls `release` only once, however often it is disposed of.
      const slot = new AsyncDisposableStack()
      slot.defer(release)
      return slot
    },
  }
}

/** Waits in the queue. */
async function turn(waiting: Queue<() => void>, signal: AbortSignal | undefined): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>()
  const leave = (): void => {
    remove()
    reject(signal?.reason)
  }
  const remove = waiting.push(() => {
    signal?.removeEventListener('abort', leave)
    resolve()
  })
  signal?.addEventListener('abort', leave, { once: true })
  return promise
}

/**
 * Makes a lock for each key. The locks of different keys don't wait for each other. A lock is deleted
 * when nobody holds it or waits for it.
 *
 * @example
 * ```ts
 * import { lockPerKey } from '@overlap/lesson-17'
 *
 * const locks = lockPerKey()
 * {
 *   await using _ann = await locks.acquire('Ann')
 *   await using _bob = await locks.acquire('Bob')
 *   locks.size // → 2
 * }
 * locks.size // → 0
 * ```
 */
export function lockPerKey(): LockPerKey {
  const locks = new Map<unknown, Lock>()
  return {
    get size() {
      return locks.size
    },
    async acquire(key, options = {}) {
      // A lock that nobody gets would never be released.
      options.signal?.throwIfAborted()
      const lock = locks.get(key) ?? createLock()
      locks.set(key, lock)
      const slot = await lock.acquire(options)
      return {
        async [Symbol.asyncDispose]() {
          await slot[Symbol.asyncDispose]()
          if (!lock.isLocked && locks.get(key) === lock) locks.delete(key)
        },
      }
    },
  }
}

const baskets = lockPerKey()

/** How often `addToBasket` tries to write, if others write at the same time. */
const ATTEMPTS = 5

/**
 * Adds an item to the basket at a URL: reads the basket, then writes it. Calls for the same basket wait
 * for each other, in the order in which they came. Calls for different baskets don't.
 *
 * If another program has changed the basket in between, the shop refuses the write with a 412. Then it
 * reads the basket again and adds the item to what is there now.
 *
 * @throws {HttpError} if the shop answers with an error status, or if five writes in a row are refused.
 * @throws `signal.reason`, unchanged, as soon as the signal aborts. If the write was in flight, the item
 * may or may not be in the basket.
 *
 * @example
 * ```ts
 * import { addToBasket } from '@overlap/lesson-17'
 * import { simulate } from '@overlap/mock-server'
 *
 * const run = await simulate({ latency: 100 }, async (api) => {
 *   const url = api.url('/users/1/basket')
 *   const add = (productId: number) => addToBasket(url, { productId, quantity: 1 })
 *   await Promise.all([add(7), add(9)])
 *   return (await fetch(url)).json()
 * })
 *
 * run.value // → { items: [{ productId: 7, quantity: 1 }, { productId: 9, quantity: 1 }] }
 * ```
 */
export async function addToBasket(
  url: string,
  item: BasketItem,
  { signal }: Abortable = {},
): Promise<void> {
  await using _slot = await baskets.acquire(url, { signal })
  for (let attempt = 1; ; attempt += 1) {
    const { items, etag } = await readBasket(url, { signal })
    try {
      // Without `await`, the lock would be free while the write is still in flight.
      return await writeBasket(url, withItem(items, item), { etag, signal })
    } catch (error) {
      if (!isOutdated(error) || attempt === ATTEMPTS) throw error
    }
  }
}

/**
 * Makes a function that calls `fn` and lets only the newest call count. A newer call aborts the signal
 * of the older one, and the older promise rejects at once with an `AbortError`, even if `fn` ignores its
 * signal. A call that has settled is left alone.
 *
 * The function that it returns rejects with what `fn` throws, unchanged, and with `signal.reason`,
 * unchanged, as soon as the signal of this one call aborts.
 *
 * @throws {TypeError} if `fn` isn't a function.
 *
 * @example
 * ```ts
 * import { latest } from '@overlap/lesson-17'
 *
 * const search = latest(async (text: string) => `results for ${text}`)
 * const [older, newer] = await Promise.allSettled([search('te'), search('tea')])
 *
 * older.status // → 'rejected'
 * newer // → { status: 'fulfilled', value: 'results for tea' }
 * ```
 */
export function latest<Arg, T>(fn: Work<Arg, T>): Latest<Arg, T> {
  checkFunction(fn)
  let stopNewest: ((reason: unknown) => void) | undefined

  return async (arg, { signal } = {}) => {
    signal?.throwIfAborted()
    const controller = new AbortController()
    const { promise, resolve, reject } = Promise.withResolvers<T>()
    const stop = (reason: unknown): void => {
      // Reject first, so nothing that `fn` does on abort can win.
      reject(reason)
      controller.abort(reason)
    }
    const onAbort = (): void => stop(signal?.reason)
    signal?.addEventListener('abort', onAbort)
    const stopOlder = stopNewest
    stopNewest = stop
    stopOlder?.(new DOMException('A newer call has replaced this one', 'AbortError'))
    Promise.try(fn, arg, { signal: controller.signal }).then(resolve, reject)
    try {
      return await promise
    } finally {
      signal?.removeEventListener('abort', onAbort)
      if (stopNewest === stop) stopNewest = undefined
    }
  }
}
