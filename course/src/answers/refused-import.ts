import path from 'node:path'
import type { Job } from './protocol.ts'
import type { Problem } from './verdict.ts'

/** Modules of Node that give access to files, other programs or the module loader. */
const outside = /^(?:node:)?(?:fs|fs\/promises|child_process|module|vm|worker_threads|inspector)$/

/**
 * The message for an import that a learner's file must not have: one of our answers, or a module of Node
 * that no exercise needs. `undefined` for any other import.
 */
export function refusedImport(
  job: Pick<Job, 'dir' | 'lesson'>,
  file: string,
  source: string,
): string | undefined {
  const name = path.basename(file)
  if (isOurs(job, file, source)) {
    return (
      `${name} imports "${source}", which is ours, so the check would test our code instead of yours. ` +
      'Write your own code. The hints help you step by step, and after a try, `diff` shows our solution.'
    )
  }
  if (outside.test(source)) {
    return (
      `${name} imports "${source}". Your function needs only its arguments and the responses to its ` +
      'calls: no files, and no other programs. Remove the import.'
    )
  }
  return undefined
}

/** Whether a file is the learner's: the exercise, or a helper beside it. */
export function isLearners({ dir }: Pick<Job, 'dir'>, file: string): boolean {
  return path.resolve(path.dirname(file)) === path.resolve(dir)
}

/** The problem of an answer with such an import. */
export function refusal(message: string): Problem {
  return { kind: 'import', message }
}

function isOurs(
  { dir, lesson }: Pick<Job, 'dir' | 'lesson'>,
  file: string,
  source: string,
): boolean {
  if (source === '#lesson' || source === `@overlap/lesson-${lesson}`) return true
  if (!/^[./]/.test(source)) return false
  const target = path.resolve(path.dirname(file), source.replace(/[?#].*$/, ''))
  const [lessons, place] = [path.dirname(path.resolve(dir)), target.split(path.sep)]
  return target.startsWith(lessons + path.sep) && place.includes('backstage')
}
