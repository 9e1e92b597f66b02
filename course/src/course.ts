import { existsSync } from 'node:fs'
import path from 'node:path'
import { CourseError } from './errors.ts'
import { findHouse, shown, type House } from './house.ts'
import { findLessons } from './lessons/find.ts'
import type { Lesson } from './lessons/lesson.ts'
import { lessonAt, pickLesson, whichLesson } from './lessons/pick.ts'
import { nextLesson } from './progress/marks.ts'
import { openProgress, type ProgressStore } from './progress/store.ts'
import { yellow } from './ui/style.ts'
import { forStderr } from './ui/terminal.ts'

/** What every command works with. */
export interface Course {
  readonly house: House
  readonly lessons: readonly Lesson[]
  readonly progress: ProgressStore
  /** The lesson that was named on the command line; without a name, the one whose folder this is. */
  pick(wanted: string | undefined, command: string): Promise<Lesson>
}

/**
 * Finds the lessons and the learner's progress. A folder without a README is no lesson yet.
 *
 * @throws {CourseError} when there are no lessons.
 */
export function openCourse(): Course {
  const house = findHouse()
  const lessons = findLessons(house).filter(({ dir }) => existsSync(path.join(dir, 'README.md')))
  if (lessons.length === 0) {
    throw new CourseError(
      `Found no lessons in ${shown(house.lessonsDir)}: expected folders such as 01-one-after-another.`,
    )
  }
  const progress = openProgress(house, notice)
  return {
    house,
    lessons,
    progress,
    pick: async (wanted, command) => {
      if (wanted !== undefined) return pickLesson(lessons, wanted)
      const here = lessonAt(lessons, process.cwd())
      if (here) return here
      throw whichLesson(lessons, nextLesson(await progress.read(), lessons), command)
    },
  }
}

/** Tells the learner something beside the point, on stderr. */
export function notice(text: string): void {
  process.stderr.write(`${yellow(forStderr(text))}\n\n`)
}
