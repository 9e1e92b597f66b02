import { findHouse, findLessons } from '@overlap/course'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { writeNewLesson } from '../new-lesson/new-lesson.ts'
import { root as here } from '../root.ts'
import { withLessonTable } from './lesson-table.ts'
import { renameLesson } from './rename-lesson.ts'

let root: string

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'overlap-rename-'))
  writeNewLesson(root, '3', 'pool')
  writeNewLesson(root, '4', 'queue')
  write('lessons/04-queue/demo.ts', `import { pool } from '@overlap/lesson-03' // from lesson 03\n`)
  write('checks/a.test.ts', `const folder = 'lessons/03-pool'\n`)
  write(
    'README.md',
    '# A\n\n| | lesson | the one idea | minutes |\n|---|---|---|--:|\n\nLesson 03 is first.\n',
  )
})
afterEach(() => rmSync(root, { recursive: true }))

const read = (path: string): string => readFileSync(join(root, path), 'utf8')
const write = (path: string, text: string): void => {
  mkdirSync(dirname(join(root, path)), { recursive: true })
  writeFileSync(join(root, path), text)
}

test('a lesson gets its new number and name in every place, and the rest is listed', () => {
  const { changed, left } = renameLesson(root, '3', '12-runner-pool')
  expect(existsSync(join(root, 'lessons/03-pool'))).toBe(false)
  expect(read('lessons/12-runner-pool/package.json')).toContain('"@overlap/lesson-12"')
  expect(read('lessons/12-runner-pool/README.md')).toContain('npm run check 12\n')
  expect(read('lessons/12-runner-pool/backstage/teach.md')).toContain('# Teaching lesson 12')
  expect(read('lessons/04-queue/demo.ts')).toBe(
    `import { pool } from '@overlap/lesson-12' // from lesson 12\n`,
  )
  expect(read('README.md')).toContain('Lesson 12 is first.')
  expect(read('README.md')).toContain('| 12 | [Pool](lessons/12-runner-pool/README.md) |')
  expect(changed).toContain('lessons/04-queue/demo.ts')
  expect(left).toEqual(['checks/a.test.ts'])
})

test('a number that is taken, and a name that is none, change nothing', () => {
  expect(() => renameLesson(root, '3', '04-pool')).toThrow('the number is taken by 04-queue')
  expect(() => renameLesson(root, '3', 'pool')).toThrow('expected two digits and a name')
  expect(existsSync(join(root, 'lessons/03-pool'))).toBe(true)
})

test('the front page lists every lesson as its folder and its front matter name it', () => {
  const page = readFileSync(join(here, 'README.md'), 'utf8')
  expect(page).toBe(withLessonTable(page, findLessons(findHouse(here))))
})
