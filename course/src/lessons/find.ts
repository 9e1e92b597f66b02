import { readdirSync } from 'node:fs'
import path from 'node:path'
import { hasCode } from '../errors.ts'
import { readIfThere } from '../files.ts'
import type { House } from '../house.ts'
import { readFrontMatter, readmeFields, teachFields } from './front-matter.ts'
import type { Lesson } from './lesson.ts'

/** Finds every lesson of a house: the folders `lessons/NN-name`, in the order of their numbers. */
export function findLessons(house: House): Lesson[] {
  return folders(house.lessonsDir)
    .flatMap((folder) => {
      const match = /^(\d\d)-(.+)$/.exec(folder)
      return match ? [readLesson(house, folder, match[1] ?? '', match[2] ?? '')] : []
    })
    .toSorted((a, b) => a.folder.localeCompare(b.folder, 'en'))
}

function readLesson(house: House, folder: string, number: string, name: string): Lesson {
  const dir = path.join(house.lessonsDir, folder)
  const readme = fieldsOf(dir, 'README.md', readmeFields)
  const teach = fieldsOf(dir, 'backstage/teach.md', teachFields)
  const fallback = {
    title: name.replaceAll('-', ' '),
    idea: '',
    misconception: '',
    minutes: 0,
    part: '',
    exports: [],
  }
  return {
    number,
    name,
    folder,
    dir,
    backstage: path.join(dir, 'backstage'),
    ...fallback,
    ...readme.values,
    ...teach.values,
    problems: [...readme.problems, ...teach.problems],
  }
}

function fieldsOf<T>(
  dir: string,
  file: string,
  fields: Parameters<typeof readFrontMatter<T>>[1],
): ReturnType<typeof readFrontMatter<T>> {
  const text = readIfThere(path.join(dir, file))
  if (text === undefined) return { values: {}, problems: [`${file}: is missing`] }
  const { values, problems } = readFrontMatter(text, fields)
  return { values, problems: problems.map((problem) => `${file}, front matter: ${problem}`) }
}

function folders(dir: string): string[] {
  try {
    return readdirSync(dir, { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map((entry) => entry.name)
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return []
    throw error
  }
}
