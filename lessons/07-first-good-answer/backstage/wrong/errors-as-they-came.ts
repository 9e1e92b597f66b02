import type { Contender, FirstGoodOptions } from '../../types.ts'

/**
 * Believes that it does not matter in which order errors stand in a list.
 *
 * @fails gives every error when all have failed, in the order of the tasks
 * @diagnosis nobody can say which is whose
 */
export function firstGood<T>(
  tasks: readonly Contender<T>[],
  { signal = new AbortController().signal }: FirstGoodOptions = {},
): Promise<T> {
  if (tasks.length === 0) return Promise.reject(new RangeError('There is no task'))
  if (signal.aborted) return Promise.reject(signal.reason)
  const entries = tasks.map((task) => ({ task, stop: new AbortController() }))
  const errors: unknown[] = []
  return new Promise((resolve, reject) => {
    for (const entry of entries) {
      const either = AbortSignal.any([signal, entry.stop.signal])
      Promise.try(entry.task, { signal: either }).then(
        (value) => {
          resolve(value)
          for (const other of entries) if (other !== entry) other.stop.abort()
        },
        (error: unknown) => {
          errors.push(error)
          if (errors.length < tasks.length) return
          reject(signal.aborted ? signal.reason : new AggregateError(errors, 'All tasks failed'))
        },
      )
    }
  })
}
