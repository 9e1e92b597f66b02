import type { Level } from './verdict.ts'

/** The level of a step, by the title of the `describe` around it. A check may have no `describe`. */
export function levelOf(group: string | undefined): Level {
  return group === 'Go further' ? 'further' : 'task'
}
