import type { Seen } from './play.ts'
import { endOf, isGood } from './scenes.ts'

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
