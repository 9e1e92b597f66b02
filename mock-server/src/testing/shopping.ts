import type { MockApi } from '../mount/mock-api.ts'

/** Runs one function after another. */
type Lock = <T>(fn: () => Promise<T>) => Promise<T>

const noLock: Lock = (fn) => fn()

/** A lock that runs one function at a time. */
export function createLock(): Lock {
  let last: Promise<unknown> = Promise.resolve()
  return (fn) => {
    const mine = last.then(fn)
    last = mine.catch(() => {})
    return mine
  }
}

/** Clients that read a basket, and then write it with one item more. */
export function shopping(clients: number, makeLock: () => Lock = () => noLock) {
  return async (api: MockApi): Promise<number> => {
    let basket = 0
    const lock = makeLock()
    const add = async (client: number): Promise<void> => {
      const call = api.client(`client ${client}`)
      await call(api.url('/products/1'))
      const seen = basket
      await call(api.url('/products/2'))
      basket = seen + 1
    }
    const all = Array.from({ length: clients }, (_, client) => lock(() => add(client)))
    await Promise.all(all)
    return basket
  }
}
