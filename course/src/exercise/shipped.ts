import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import path from 'node:path'
import { sentenceOf } from '../errors.ts'
import { readIfThere, writeAtomically } from '../files.ts'
import type { House } from '../house.ts'
import type { Lesson } from '../lessons/lesson.ts'

/** The files of a lesson that the learner should not edit. */
const shippedFiles = ['starter.ts', 'backstage/solution.ts'] as const

/** The shipped files of a lesson that have been edited. */
export interface Edits {
  readonly files: readonly string[]
  /** Whether `git restore` can restore them. */
  readonly withGit: boolean
}

/**
 * Finds the shipped files of a lesson that have been edited.
 *
 * In a git clone, it compares them with HEAD. Without git, for example in a downloaded archive, it
 * compares their hashes with the hashes from when this lesson was first used.
 */
export function findEdits(house: House, lesson: Lesson): Edits {
  const files = changedSinceHead(lesson)
  return files === undefined
    ? { files: changedSinceFirstSeen(house, lesson), withGit: false }
    : { files, withGit: true }
}

function changedSinceHead(lesson: Lesson): string[] | undefined {
  const git = spawnSync(
    'git',
    ['-C', lesson.dir, 'diff', '--name-only', '--relative', 'HEAD', '--', ...shippedFiles],
    { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] },
  )
  if (git.error || git.status !== 0) return undefined
  return git.stdout.split('\n').filter((line) => line !== '')
}

function changedSinceFirstSeen(house: House, lesson: Lesson): string[] {
  const now = Object.fromEntries(
    shippedFiles.map((name) => [name, hash(readIfThere(path.join(lesson.dir, name)))]),
  )
  const file = path.join(house.overlapDir, 'shipped', `${lesson.name}.json`)
  try {
    const then = readHashes(file)
    if (then !== undefined) return shippedFiles.filter((name) => then[name] !== now[name])
    writeAtomically(file, `${JSON.stringify(now, null, 2)}\n`)
  } catch (error) {
    // The disk is full or read-only. The next check tries to save the hashes again.
    if (sentenceOf(error) === undefined) throw error
  }
  return []
}

/** The hashes in a file; `undefined` if the file is missing or damaged. */
function readHashes(file: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const data: unknown = JSON.parse(readIfThere(file) ?? '')
    return typeof data === 'object' && data !== null ? { ...data } : undefined
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}

function hash(text: string | undefined): string {
  return createHash('sha256')
    .update(text ?? '')
    .digest('hex')
}
