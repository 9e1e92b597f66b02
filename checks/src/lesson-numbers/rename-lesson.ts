import { findHouse, findLessons, pickLesson } from '@overlap/course'
import { renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type TextFile, textFiles } from '../house/text-files.ts'
import { withLessonTable } from './lesson-table.ts'
import { type LessonName, withRenamed } from './mentions.ts'

/** The changes of a rename. */
export interface Renamed {
  readonly from: LessonName
  readonly to: LessonName
  /** Files that were rewritten, by their new paths. */
  readonly changed: readonly string[]
  /**
   * Files that still mention the old folder or package, such as tests. A person has to check them.
   */
  readonly left: readonly string[]
}

/** Documents that may mention lessons that don't exist: an example, or lessons of the past. */
const freeOfLessons = new Set(['CONTRIBUTING.md', 'CHANGELOG.md'])

/**
 * Whether every number after "lesson" in this file means a lesson: true for lessons and documents.
 */
export function mentionsLessons({ path }: TextFile): boolean {
  return path.startsWith('lessons/') || (path.endsWith('.md') && !freeOfLessons.has(path))
}

/**
 * Gives a lesson another number, or another name: renames its folder, and rewrites every mention of
 * it in the lessons and documents, and the lesson table of the front page.
 *
 * @param wanted - The lesson, by number or name.
 * @param folder - Its new folder, such as `12-first-good-answer`.
 * @throws {Error} if there is no such lesson, or if the new number is taken. In that case, nothing
 * changes.
 */
export function renameLesson(root: string, wanted: string, folder: string): Renamed {
  const house = findHouse(root)
  const lessons = findLessons(house)
  const from = pickLesson(lessons, wanted)
  const number = /^(?<number>\d\d)-[a-z]+(?:-[a-z]+)*$/u.exec(folder)?.groups?.['number']
  if (number === undefined) {
    throw new RangeError(
      `Cannot rename to "${folder}": expected two digits and a name, such as 12-back-off`,
    )
  }
  const taken = lessons.find((lesson) => lesson.number === number && lesson !== from)
  if (taken) {
    throw new RangeError(`Cannot rename to ${folder}: the number is taken by ${taken.folder}`)
  }
  const to = { number, folder }
  renameSync(from.dir, join(house.lessonsDir, folder))
  const changed = rewrite(root, (file) =>
    mentionsLessons(file) ? withRenamed(file.text, from, to) : file.text,
  )
  const table = rewrite(root, ({ path, text }) =>
    path === 'README.md' ? withLessonTable(text, findLessons(house)) : text,
  )
  const old = [from.folder, `@overlap/lesson-${from.number}`].filter(
    (name) => name !== folder && name !== `@overlap/lesson-${number}`,
  )
  const left = textFiles(root).filter(({ text }) => old.some((name) => text.includes(name)))
  return {
    from: { number: from.number, folder: from.folder },
    to,
    changed: [...new Set([...changed, ...table])].toSorted(),
    left: left.map(({ path }) => path),
  }
}

function rewrite(root: string, rewritten: (file: TextFile) => string): string[] {
  return textFiles(root).flatMap((file) => {
    const text = rewritten(file)
    if (text === file.text) return []
    writeFileSync(join(root, file.path), text)
    return [file.path]
  })
}
