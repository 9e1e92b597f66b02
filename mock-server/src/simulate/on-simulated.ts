import type { Run } from './run.ts'

type Listener = (run: Run<unknown>) => void

const listeners = new Set<Listener>()

/**
 * Calls a function with each finished simulation of this thread, before `simulate` returns its result.
 * A test runner can use this to notice what a test does not look for, such as uncaught errors.
 *
 * @returns A function that removes the listener.
 *
 * @example
 * ```ts
 * import { onSimulated, simulate } from '@overlap/mock-server'
 *
 * const uncaught: unknown[] = []
 * const stop = onSimulated((run) => uncaught.push(...run.unhandled))
 * await simulate({}, () => {
 *   setTimeout(() => {
 *     throw new Error('late')
 *   }, 5)
 * })
 * stop()
 * uncaught.length // → 1
 * ```
 */
export function onSimulated(listener: Listener): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** Calls the listeners of {@link onSimulated} with a run, and returns the run. */
export function announce<T>(run: Run<T>): Run<T> {
  for (const listener of listeners) listener(run)
  return run
}
