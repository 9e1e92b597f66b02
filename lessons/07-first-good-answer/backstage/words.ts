import type { Seen } from './play.ts'
import { endOf, isGood, type Scene } from './scenes.ts'

/** The task that succeeds first, if there is one. */
export function winnerOf(tasks: readonly Seen[]): Seen | undefined {
  const good = tasks.filter(({ plan }) => isGood(plan))
  return good.toSorted((a, b) => endOf(a.plan) - endOf(b.plan))[0]
}

/** So many tasks have failed, as the beginning of a sentence. */
export function failedText(count: number): string {
  if (count === 0) return 'There was no task'
  return count === 1 ? 'The only task failed' : `All ${count} tasks failed`
}

/** Tasks by their numbers. */
export function tasksText(tasks: readonly Seen[]): string {
  const numbers = tasks.map(({ number }) => String(number))
  const list = new Intl.ListFormat('en').format(numbers)
  return `${tasks.length === 1 ? 'task' : 'tasks'} ${list}`
}

/** Whether the call had its result when the caller aborted. */
export function isOver(tasks: readonly Seen[], { abortMs = Infinity }: Scene): boolean {
  const winner = winnerOf(tasks)
  const ends = tasks.map(({ plan }) => endOf(plan))
  return abortMs > (winner ? endOf(winner.plan) : Math.max(0, ...ends))
}

/** The caller's own `onabort` was replaced. */
export const ONABORT_REPLACED =
  'The caller had set `onabort` of its own signal, and your code replaced it. `onabort` holds only one ' +
  'function, and the signal belongs to the caller. Add a listener instead.'

/** A listener was removed from the caller's signal before it could run. */
export const removedTooEarly = (aborted: string): string =>
  `${aborted}, but your code had removed a listener from the caller's signal at once, before any task could ` +
  'end. In a `try` block, `return promise` runs `finally` right away. `return await promise` waits first.'
