import { CourseError } from './errors.ts'
import { findHouse, shown, type House } from './house.ts'
import { findLessons } from './lessons/find.ts'
import type { Lesson } from './lessons/lesson.ts'
import { pickLesson } from './lessons/pick.ts'
import { openProgress, type ProgressStore } from './progress/store.ts'
import { yellow } from './ui/style.ts'
import { forStderr } from './ui/terminal.ts'

/** What every command works with. */
export interface Course {
  readonly house: House
  readonly lessons: readonly Lesson[]
  readonly progress: ProgressStore
  /** The lesson that was asked for on the command line. */
  pick(wanted: string | undefined): Lesson
}

/**
 * Finds the lessons and the learner's progress.
 *
 * @throws {CourseError} when there are no lessons.
 */
export function openCourse(): Course {
  const house = findHouse()
  const lessons = findLessons(house)
  if (lessons.length === 0) {
    throw new CourseError(
      `There are no lessons in ${shown(house.lessonsDir)}: expected folders such as 01-one-after-another.`,
    )
  }
  return {
    house,
    lessons,
    progress: openProgress(house, notice),
    pick: (wanted) => pickLesson(lessons, wanted),
  }
}

/** Tells the learner something beside the point, on stderr. */
export function notice(text: string): void {
  process.stderr.write(`${yellow(forStderr(text))}\n\n`)
}
