import type { Contender, FirstGoodOptions } from '../types.ts'

export type { Contender, FirstGoodOptions } from '../types.ts'

/**
 * Runs all tasks at once, gives the value of the first that succeeds, and aborts the others.
 *
 * A task succeeds when its promise is fulfilled, so it should settle with the finished value: a
 * `Response` is there before its body is. The winner is not aborted; its signal goes on following the
 * caller's. The losers are aborted with an `AbortError` and their end is not awaited: one that does
 * not listen to its signal would hold up an answer that is already there. What they throw is dropped.
 *
 * @throws {RangeError} if there is no task.
 * @throws {TypeError} if a task is not a function. A promise is work that has begun: it cannot be
 * given a signal.
 * @throws {AggregateError} if every task failed; `errors` is in the order of the tasks.
 * @throws `signal.reason`, untouched and at once, if the caller gave up before there was an answer.
 *
 * @example
 * ```ts
 * import { firstGood } from '@overlap/lesson-07'
 *
 * const tasks = [() => Promise.reject(new Error('down')), () => Promise.resolve('mirror')]
 *
 * await firstGood(tasks) // → 'mirror'
 * ```
 */
export async function firstGood<T>(
  tasks: readonly Contender<T>[],
  { signal }: FirstGoodOptions = {},
): Promise<T> {
  checkTasks(tasks)
  const entries = tasks.map((task) => ({ task, stop: new AbortController() }))
  const calledOff = Promise.withResolvers<never>()
  const callOff = (): void => calledOff.reject(signal?.reason)
  signal?.addEventListener('abort', callOff)
  try {
    const first = Promise.any(
      entries.map(async (entry) => {
        // The task before this one may have called it all off.
        signal?.throwIfAborted()
        const { task, stop } = entry
        const own = signal ? AbortSignal.any([signal, stop.signal]) : stop.signal
        return { entry, value: await task({ signal: own }) }
      }),
    )
    // `race` is right here: an answer or the end of the caller's patience, whichever is first.
    const winner = await Promise.race([first, calledOff.promise])
    const late = new DOMException('Another task has given its answer first', 'AbortError')
    for (const entry of entries) if (entry !== winner.entry) entry.stop.abort(late)
    return winner.value
  } catch (error) {
    signal?.throwIfAborted()
    throw error
  } finally {
    signal?.removeEventListener('abort', callOff)
  }
}

function checkTasks(tasks: readonly unknown[]): void {
  if (tasks.length === 0) {
    throw new RangeError('Cannot find a first good answer: expected 1 task or more, got 0')
  }
  const wrong = tasks.findIndex((task) => typeof task !== 'function')
  if (wrong === -1) return
  const came =
    tasks[wrong] instanceof Promise ? 'a promise: its work has begun' : typeof tasks[wrong]
  throw new TypeError(
    `Cannot start task ${wrong}: expected a function that takes { signal }, got ${came}`,
  )
}
