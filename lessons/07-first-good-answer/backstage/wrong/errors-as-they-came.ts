import type { Contender, FirstGoodOptions } from '../../types.ts'

/**
 * Believes that the order of the errors doesn't matter.
 *
 * @fails rejects with an AggregateError when every task has failed
 * @diagnosis in the order in which the tasks failed
 */
export function firstGood<T>(
  tasks: readonly Contender<T>[],
  { signal = new AbortController().signal }: FirstGoodOptions = {},
): Promise<T> {
  const runs = tasks.map((task) => ({ task, controller: new AbortController() }))
  const errors: unknown[] = []
  return new Promise((resolve, reject) => {
    if (tasks.length === 0) reject(new AggregateError([]))
    for (const run of runs) {
      const either = AbortSignal.any([signal, run.controller.signal])
      Promise.try(run.task, { signal: either }).then(
        (value) => {
          resolve(value)
          for (const other of runs) if (other !== run) other.controller.abort()
        },
        (error: unknown) => {
          errors.push(error)
          if (errors.length === tasks.length) reject(new AggregateError(errors))
        },
      )
    }
  })
}
