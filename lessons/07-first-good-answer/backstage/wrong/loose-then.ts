import type { Contender, FirstGoodOptions } from '../../types.ts'

/**
 * Believes that a rejection is handled everywhere once something, here `Promise.any`, handles it.
 *
 * @fails rejects with an AggregateError when every task has failed
 * @diagnosis on a task's promise
 */
export function firstGood<T>(
  tasks: readonly Contender<T>[],
  { signal = new AbortController().signal }: FirstGoodOptions = {},
): Promise<T> {
  const runs = tasks.map((task) => {
    const controller = new AbortController()
    const either = AbortSignal.any([signal, controller.signal])
    return { controller, call: Promise.try(task, { signal: either }) }
  })
  for (const run of runs) {
    void run.call.then(() => {
      for (const other of runs) if (other !== run) other.controller.abort()
    })
  }
  return Promise.any(runs.map(({ call }) => call))
}
