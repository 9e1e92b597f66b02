import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import path from 'node:path'
import { sentenceOf } from '../errors.ts'
import { readIfThere, writeAtomically } from '../files.ts'
import type { House } from '../house.ts'
import type { Lesson } from '../lessons/lesson.ts'

/** The files of a lesson that are ours, and not for the learner to edit. */
const shippedFiles = ['starter.ts', 'backstage/solution.ts'] as const

/** Whether git can put a file back, and which shipped files differ from what was shipped. */
export interface Edits {
  readonly files: readonly string[]
  readonly withGit: boolean
}

/**
 * Which of a lesson's own files have been edited.
 *
 * In a git clone that is what differs from HEAD. Elsewhere (a downloaded archive) the files are
 * compared with their hashes as they were when this lesson was first used here.
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
    // A full or read-only disk: the next time is the first.
    if (sentenceOf(error) === undefined) throw error
  }
  return []
}

/** The hashes in a file; `undefined` if there is no such file, or only half of it. */
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
