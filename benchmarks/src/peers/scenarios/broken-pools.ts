import type { Pool, Task } from '../pools/types.ts'

const offersAll = { iterates: true, abortable: true }

/** Breaks every rule: reads everything first, has one task too many in flight, and forgets errors and signals. */
export const careless: Pool = {
  ...offersAll,
  map<T, R>(
    items: Iterable<T>,
    task: Task<T, R>,
    { limit, signal }: { readonly limit: number; readonly signal?: AbortSignal | undefined },
  ): Promise<R[]> {
    const waiting: T[] = []
    const results: R[] = []
    const { promise, resolve } = Promise.withResolvers<R[]>()
    let active = 0
    signal?.addEventListener('abort', () => {})
    try {
      for (const item of items) waiting.push(item)
    } catch {}
    function next(): void {
      if (waiting.length === 0 && active === 0) resolve(results)
      if (waiting.length === 0) return
      active += 1
      try {
        const result = task(waiting.shift()!)
        void result.then((value) => results.push(value)).finally(end)
      } catch {
        end()
      }
    }
    function end(): void {
      active -= 1
      next()
    }
    for (let i = 0; i <= limit; i++) next()
    return promise
  },
}

/** Runs one task after another. */
export const sequential: Pool = {
  ...offersAll,
  async map(items, task) {
    const results = []
    for (const item of items) results.push(await task(item))
    return results
  },
}

/** Frees the slot of a failed task twice. */
export const doubleRelease: Pool = {
  ...offersAll,
  async map(items, task, { limit }) {
    const source = Iterator.from(items)
    const runner = async (): Promise<void> => {
      for (const item of source) {
        try {
          await task(item)
        } catch {
          void runner()
        }
      }
    }
    await Promise.all(Array.from({ length: limit }, runner))
    throw new Error('Some tasks failed')
  },
}

/** Waits for every task before it rejects, and loses track if a task or the source throws. */
export const late: Pool = {
  ...offersAll,
  async map(items, task) {
    const settled = await Promise.allSettled(Array.from(items, (item) => task(item)))
    for (const result of settled) if (result.status === 'rejected') throw result.reason
    return settled.map((result) => (result as PromiseFulfilledResult<never>).value)
  },
}

/** Never settles if anything fails. */
export const silent: Pool = {
  ...offersAll,
  map: (items, task) =>
    new Promise((resolve) => {
      Promise.try(() => Promise.all(Array.from(items, (item) => task(item)))).then(
        resolve,
        () => {},
      )
    }),
}
