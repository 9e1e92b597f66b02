import { existsSync } from 'node:fs'
import path from 'node:path'
import { CourseError } from './errors.ts'
import { findHouse, shown, type House } from './house.ts'
import { findLessons } from './lessons/find.ts'
import type { Lesson } from './lessons/lesson.ts'
import { lessonAt, pickLesson, whichLesson } from './lessons/pick.ts'
import { nextLesson } from './progress/marks.ts'
import { realProcesses, type Processes } from './processes.ts'
import { openProgress, type ProgressStore } from './progress/store.ts'
import { yellow } from './ui/style.ts'
import { forStderr } from './ui/terminal.ts'

/** The lessons, the learner's progress, and the processes: passed to every command. */
export interface Course {
  readonly house: House
  readonly lessons: readonly Lesson[]
  /** A sentence for each lesson that cannot be used. */
  readonly missing: readonly string[]
  readonly progress: ProgressStore
  readonly processes: Processes
  /**
   * Finds the lesson that was named on the command line. Without a name, it is the lesson that contains
   * the current folder.
   *
   * @throws {CourseError} if there is no such lesson, or its README is missing.
   */
  pick(wanted: string | undefined, command: string): Promise<Lesson>
}

/**
 * Finds the lessons and the learner's progress. A folder with neither a README nor a package.json is not a
 * lesson.
 *
 * @throws {CourseError} if there are no lessons.
 */
export function openCourse(processes: Processes = realProcesses): Course {
  const house = findHouse()
  const found = findLessons(house)
  const lessons = found.filter((lesson) => hasFile(lesson, 'README.md'))
  const incomplete = found.filter(
    (lesson) => !hasFile(lesson, 'README.md') && hasFile(lesson, 'package.json'),
  )
  const refuseIncomplete = (lesson: Lesson): Lesson => {
    if (incomplete.includes(lesson)) throw new CourseError(withoutReadme(lesson))
    return lesson
  }
  if (lessons.length === 0) {
    throw new CourseError(
      `Found no lessons in ${shown(house.lessonsDir)}: expected folders such as 01-one-after-another.`,
    )
  }
  const progress = openProgress(house, notice)
  return {
    house,
    lessons,
    missing: incomplete.map(withoutReadme),
    progress,
    processes,
    pick: async (wanted, command) => {
      const known = [...lessons, ...incomplete]
      if (wanted !== undefined) return refuseIncomplete(pickLesson(known, wanted))
      const here = lessonAt(known, process.cwd())
      if (here) return refuseIncomplete(here)
      throw whichLesson(lessons, nextLesson(await progress.read(), lessons), command)
    },
  }
}

function hasFile({ dir }: Lesson, name: string): boolean {
  return existsSync(path.join(dir, name))
}

function withoutReadme({ number, dir }: Lesson): string {
  const file = shown(path.join(dir, 'README.md'))
  return `Lesson ${number} cannot be used: ${file} is missing. To get it back: git restore ${file}`
}

/** Prints a notice for the learner on stderr. */
export function notice(text: string): void {
  process.stderr.write(`${yellow(forStderr(text))}\n\n`)
}
