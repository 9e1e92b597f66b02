import { copyFileSync, existsSync } from 'node:fs'
import path from 'node:path'
import * as v from 'valibot'
import { readIfThere, writeAtomically } from '../files.ts'
import { shown, type House } from '../house.ts'
import { alone } from './alone.ts'
import { readProgress, type ReadProgress } from './read-progress.ts'
import { lessonSchema, untouched, type LessonProgress, type Progress } from './schema.ts'

/** The learner's progress on disk, in `.overlap/progress.json`. */
export interface ProgressStore {
  /** The file, whether it exists yet or not. */
  readonly file: string
  /**
   * Reads the file. Of a damaged one a copy is kept, what can be read is returned, and the learner
   * is warned. A file of a newer course is left alone and read as no progress.
   */
  read(): Promise<Progress>
  /**
   * Changes one lesson's part, on top of what other processes have written meanwhile. Nothing is
   * written over a file of a newer course.
   *
   * @throws {v.ValiError} if the change makes an entry that could not be read again.
   */
  update(name: string, change: (before: LessonProgress) => LessonProgress): Promise<Progress>
}

/** What the course remembers about a lesson, by the lesson's name. */
export function progressIn({ lessons }: Progress, name: string): LessonProgress | undefined {
  return Object.hasOwn(lessons, name) ? lessons[name] : undefined
}

/**
 * Opens the progress of a house. Nothing is written before the first `update`.
 *
 * @param warn is called with a sentence for the learner when the file is damaged or too new.
 */
export function openProgress(house: House, warn: (sentence: string) => void): ProgressStore {
  const file = path.join(house.overlapDir, 'progress.json')
  const lock = `${file}.lock`
  let warnedOfVersion = false

  function write(progress: Progress): void {
    writeAtomically(file, `${JSON.stringify(progress, null, 2)}\n`)
  }

  // Only under the lock: another process may have repaired the file a moment ago.
  function readAndRepair(): ReadProgress {
    const found = readProgress(readIfThere(file))
    if (found.dropped.length === 0) return found
    const kept = keepCopy(file)
    warn(damaged(found, kept))
    write(found.progress)
    return found
  }

  function warnOfVersion({ newerVersion }: ReadProgress): void {
    if (newerVersion === undefined || warnedOfVersion) return
    warnedOfVersion = true
    warn(
      `${shown(file)} was written by a newer version of the course (format ${newerVersion}). ` +
        'This version leaves it unchanged, and saves no progress. Update the course to see your progress again.',
    )
  }

  return {
    file,
    read: async () => {
      let found = readProgress(readIfThere(file))
      if (found.dropped.length > 0) found = await alone(lock, readAndRepair)
      warnOfVersion(found)
      return found.progress
    },
    update: (name, change) =>
      alone(lock, () => {
        const found = readAndRepair()
        warnOfVersion(found)
        const { progress } = found
        const changed = v.parse(lessonSchema, change(progressIn(progress, name) ?? untouched()))
        const after = { ...progress, lessons: { ...progress.lessons, [name]: changed } }
        if (found.newerVersion === undefined) write(after)
        return after
      }),
  }
}

function damaged({ dropped, progress }: ReadProgress, kept: string): string {
  const [first] = dropped
  const more = dropped.length > 1 ? ` and ${dropped.length - 1} more` : ''
  const isLost = Object.keys(progress.lessons).length === 0
  const rest = isLost ? 'Your progress starts over' : 'Everything else is kept'
  return (
    `The progress file was damaged: the course could not read ${first}${more}. ` +
    `${rest}, and a copy of the damaged file is ${shown(kept)}.`
  )
}

function keepCopy(file: string): string {
  let n = 1
  while (existsSync(`${file}.broken-${n}`)) n++
  const kept = `${file}.broken-${n}`
  copyFileSync(file, kept)
  return kept
}
