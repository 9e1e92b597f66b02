import type { Level } from './verdict.ts'

/** The level of a step, from the title of its `describe` (`undefined` if it is in none). */
export function levelOf(group: string | undefined): Level {
  return group === 'Go further' ? 'further' : 'task'
}
