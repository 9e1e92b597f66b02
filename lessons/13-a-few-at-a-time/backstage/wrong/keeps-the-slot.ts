import { Queue } from '../../queue.ts'
import type { Limit } from '../../types.ts'

export { mapPool } from '../solution.ts'

/**
 * Believes that every call ends well.
 *
 * @fails limits calls from many places, with `createLimit`
 * @diagnosis failed and kept its slot
 */
export function createLimit(limit: number): Limit {
  checkLimit('create the limit', limit)
  const waiting = new Queue<{ start: () => void; reject: (reason: unknown) => void }>()
  let active = 0

  async function run<A extends readonly unknown[], R>(
    fn: (...args: A) => R | PromiseLike<R>,
    ...args: A
  ): Promise<R> {
    const slot = new Promise<void>((start, reject) => waiting.push({ start, reject }))
    fill()
    await slot
    const result = await fn(...args)
    active -= 1
    fill()
    return result
  }

  function fill(): void {
    while (active < limit && waiting.size > 0) {
      active += 1
      waiting.shift()?.start()
    }
  }

  return Object.defineProperties(run, {
    activeCount: { get: () => active },
    pendingCount: { get: () => waiting.size },
    limit: {
      get: () => limit,
      set(value: number) {
        checkLimit('change the limit', value)
        limit = value
        fill()
      },
    },
    clear: {
      value() {
        const reason = new DOMException('The call was removed from the queue', 'AbortError')
        while (waiting.size > 0) waiting.shift()?.reject(reason)
      },
    },
  }) as Limit
}

function checkLimit(what: string, limit: unknown): void {
  if (limit === Infinity || (Number.isInteger(limit) && Number(limit) >= 1)) return
  throw new RangeError(
    `Cannot ${what}: expected limit to be a whole number >= 1 or Infinity, got ${String(limit)}`,
  )
}
