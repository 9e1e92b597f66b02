import { existsSync, mkdirSync, renameSync } from 'node:fs'
import path from 'node:path'
import { withLock } from '@overlap/setup/lock'
import * as v from 'valibot'
import { CourseError, messageOf } from '../errors.ts'
import { readIfThere, writeAtomically } from '../files.ts'
import { shown, type House } from '../house.ts'
import {
  noProgress,
  progressSchema,
  untouched,
  type LessonProgress,
  type Progress,
} from './schema.ts'

/** The learner's progress on disk, in `.overlap/progress.json`. */
export interface ProgressStore {
  /** The file, whether it exists yet or not. */
  readonly file: string
  /** Reads the file; a damaged one is kept aside and reported, and a fresh start is returned. */
  read(): Promise<Progress>
  /** Changes one lesson's part, on top of what other processes have written meanwhile. */
  update(lesson: string, change: (before: LessonProgress) => LessonProgress): Promise<Progress>
}

const patienceMs = 15_000

/**
 * Opens the progress of a house. Nothing is written before the first `update`.
 *
 * @param warn is told, in a sentence, when a damaged file was kept aside.
 */
export function openProgress(house: House, warn: (sentence: string) => void): ProgressStore {
  const file = path.join(house.overlapDir, 'progress.json')
  const lock = `${file}.lock`

  async function alone<T>(work: () => T): Promise<T> {
    mkdirSync(house.overlapDir, { recursive: true })
    const signal = AbortSignal.timeout(patienceMs)
    try {
      return await withLock(lock, work, { signal, pollMs: 20 })
    } catch (error) {
      if (error !== signal.reason) throw error
      throw new CourseError(
        `Cannot write the progress: another process has kept ${shown(lock)} for 15 s. ` +
          'If no course is running, delete that folder.',
        1,
        { cause: error },
      )
    }
  }

  // Only under the lock: else the file moved away could be one that was mended a moment ago.
  function readOrKeepAside(): Progress {
    const parsed = parseProgress(readIfThere(file))
    if ('progress' in parsed) return parsed.progress
    const kept = keepAside(file)
    warn(
      `The progress file was damaged (${parsed.problem}). It is kept as ${shown(kept)}, ` +
        'and progress starts anew.',
    )
    return noProgress()
  }

  return {
    file,
    read: async () => {
      const parsed = parseProgress(readIfThere(file))
      return 'progress' in parsed ? parsed.progress : alone(readOrKeepAside)
    },
    update: (lesson, change) =>
      alone(() => {
        const before = readOrKeepAside()
        const changed = change(before.lessons[lesson] ?? untouched())
        const after = { ...before, lessons: { ...before.lessons, [lesson]: changed } }
        writeAtomically(file, `${JSON.stringify(after, null, 2)}\n`)
        return after
      }),
  }
}

function parseProgress(text: string | undefined): { progress: Progress } | { problem: string } {
  if (text === undefined) return { progress: noProgress() }
  let data: unknown
  try {
    data = JSON.parse(text)
  } catch (error) {
    return { problem: `not JSON: ${messageOf(error)}` }
  }
  const result = v.safeParse(progressSchema, data)
  if (result.success) return { progress: result.output }
  const issue = result.issues[0]
  return { problem: `${v.getDotPath(issue) ?? 'the whole'}: ${issue.message}` }
}

function keepAside(file: string): string {
  let n = 1
  while (existsSync(`${file}.broken-${n}`)) n++
  const kept = `${file}.broken-${n}`
  renameSync(file, kept)
  return kept
}
