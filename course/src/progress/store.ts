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
  /** The path of the file. It may not exist yet. */
  readonly file: string
  /**
   * Reads the file. If it is damaged, this warns the learner, keeps a copy of the damaged file, and
   * repairs it with the entries that are valid. A file of a newer course counts as no progress, and stays
   * unchanged.
   *
   * @throws {CourseError} if the file needs repair, and another process holds the lock for 15 s.
   */
  read(): Promise<Progress>
  /**
   * Changes the progress in one lesson and saves it. Changes by other processes are kept. A file of a
   * newer course is not overwritten.
   *
   * @throws {v.ValiError} if the changed entry is not valid.
   * @throws {CourseError} if another process holds the lock for 15 s.
   */
  update(name: string, change: (before: LessonProgress) => LessonProgress): Promise<Progress>
}

/** The progress in a lesson, by the lesson's name. */
export function progressIn({ lessons }: Progress, name: string): LessonProgress | undefined {
  return Object.hasOwn(lessons, name) ? lessons[name] : undefined
}

/**
 * Opens the progress of a house. This writes nothing.
 *
 * @param warn Called with a sentence for the learner if the file is damaged or too new.
 */
export function openProgress(house: House, warn: (sentence: string) => void): ProgressStore {
  const file = path.join(house.overlapDir, 'progress.json')
  const lock = `${file}.lock`
  let warnedOfVersion = false

  function write(progress: Progress): void {
    writeAtomically(file, `${JSON.stringify(progress, null, 2)}\n`)
  }

  // Call this only under the lock, because another process may be repairing the file, too.
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
