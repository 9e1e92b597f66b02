import { checkBatch, checkFunction } from '../../check-options.ts'
import type { BatchOptions, LoadMany, Shared, WorkOptions } from '../../types.ts'
import { singleFlight } from '../solution.ts'

export { cached, singleFlight } from '../solution.ts'

interface Batch<Key, T> {
  readonly items: Set<PromiseWithResolvers<T> & { readonly key: Key }>
  readonly controller: AbortController
  readonly timer: ReturnType<typeof setTimeout>
}

/**
 * Rejects everyone if one key has an error.
 *
 * @fails loads many keys with one call, and gives each caller its own result
 * @diagnosis The error of one key
 */
export function batched<Key, T>(
  loadMany: LoadMany<Key, T>,
  options: BatchOptions = {},
): Shared<[key: Key], T> {
  checkBatch(options)
  checkFunction('loadMany', loadMany)
  const { maxSize = Infinity, waitMs = 0 } = options
  let open: Batch<Key, T> | undefined

  return singleFlight((key: Key, { signal }: WorkOptions) => {
    const batch = (open ??= begin())
    const item = { key, ...Promise.withResolvers<T>() }
    batch.items.add(item)
    signal.addEventListener('abort', () => {
      batch.items.delete(item)
      if (batch.items.size > 0) return
      close(batch)
      batch.controller.abort(signal.reason)
    })
    if (batch.items.size >= maxSize) void send(batch)
    return item.promise
  })

  function begin(): Batch<Key, T> {
    const timer = setTimeout(() => void send(batch), waitMs)
    const batch: Batch<Key, T> = { items: new Set(), controller: new AbortController(), timer }
    return batch
  }

  function close(batch: Batch<Key, T>): void {
    clearTimeout(batch.timer)
    if (open === batch) open = undefined
  }

  async function send(batch: Batch<Key, T>): Promise<void> {
    close(batch)
    const items = [...batch.items]
    const keys = items.map(({ key }) => key)
    try {
      const values = await loadMany(keys, { signal: batch.controller.signal })
      if (!Array.isArray(values) || values.length !== items.length) {
        throw new TypeError(`Cannot use the batch: expected an array of ${items.length} values`)
      }
      const error = values.find((value) => value instanceof Error)
      if (error) throw error
      for (const [i, { resolve, reject }] of items.entries()) {
        const value = values[i] as T | Error
        if (value instanceof Error) reject(value)
        else resolve(value)
      }
    } catch (error) {
      for (const { reject } of items) reject(error)
    }
  }
}
