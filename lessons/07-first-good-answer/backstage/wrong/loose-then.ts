import type { Contender, FirstGoodOptions } from '../../types.ts'

/**
 * Believes that a rejection is handled everywhere once something, here `Promise.any`, handles it.
 *
 * @fails aborts the losers as soon as a task succeeds
 * @diagnosis return a new promise
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
