import { readBasket, withItem, writeBasket } from './basket.ts'
import { checkFunction } from './check-function.ts'
import type { Abortable, BasketItem, Latest, Lock, LockPerKey, Work } from './types.ts'

/** Makes a lock that has at most one holder at a time: `await using slot = await lock.acquire()`. */
export function createLock(): Lock {
  let isLocked = false
  return {
    get isLocked() {
      return isLocked
    },
    async acquire(_options: Abortable = {}) {
      // TODO: if the lock is taken, wait for your turn. `queue.ts` has a queue for you.
      isLocked = true
      return {
        async [Symbol.asyncDispose]() {
          // TODO: if a call waits, pass the lock on to it.
          isLocked = false
        },
      }
    },
  }
}

/** Adds an item to the basket at this URL. `basket.ts` has the calls. */
export async function addToBasket(
  url: string,
  item: BasketItem,
  _options: Abortable = {},
): Promise<void> {
  const { items } = await readBasket(url)
  // TODO: by now, another call of this function may have changed the basket.
  await writeBasket(url, withItem(items, item))
}

/** For a star: a lock for each key. */
export function lockPerKey(): LockPerKey {
  throw new Error('TODO: make a lock for each key')
}

/** For a star: only the newest call counts. */
export function latest<Arg, T>(fn: Work<Arg, T>): Latest<Arg, T> {
  checkFunction(fn)
  throw new Error('TODO: abort the older call')
}
