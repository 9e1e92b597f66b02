import { findHouse, findLessons, type Lesson } from '@overlap/course'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { writeNewLesson } from '../new-lesson/new-lesson.ts'

/** A lesson in a temporary folder. Tests remove parts of it. */
export interface SampleLesson extends Disposable {
  /** The lesson's folder. */
  readonly dir: string
  /** The lesson as the course sees it now. */
  lesson(): Lesson
}

/** Writes a complete lesson, number 23. Disposing of it removes the folder. */
export function writeSampleLesson(): SampleLesson {
  const root = mkdtempSync(join(tmpdir(), 'overlap-sample-'))
  const dir = join(root, writeNewLesson(root, '23', 'sample'))
  return {
    dir,
    lesson: () => findLessons(findHouse(root))[0]!,
    [Symbol.dispose]: () => rmSync(root, { recursive: true }),
  }
}
