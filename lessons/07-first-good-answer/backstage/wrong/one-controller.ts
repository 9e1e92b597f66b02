import type { Contender, FirstGoodOptions } from '../../types.ts'

/**
 * Believes that a winner no longer needs its signal, so that one controller is enough for all tasks.
 *
 * @fails leaves the winner's signal alone
 * @diagnosis while the body was arriving
 */
export async function firstGood<T>(
  tasks: readonly Contender<T>[],
  { signal = new AbortController().signal }: FirstGoodOptions = {},
): Promise<T> {
  const controller = new AbortController()
  const either = AbortSignal.any([signal, controller.signal])
  try {
    return await Promise.any(tasks.map((task) => Promise.try(task, { signal: either })))
  } finally {
    controller.abort()
  }
}
