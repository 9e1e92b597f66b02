import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterEach, expect, test, vi } from 'vitest'
import { actions } from '../src/commands/menu-actions.ts'
import { openCourse } from '../src/course.ts'
import { shareHouse } from './shared-house.ts'

const { house, processes } = shareHouse()

afterEach(() => {
  vi.unstubAllEnvs()
  vi.restoreAllMocks()
})

/** What the menu suggests after an action on an answer. Somebody who watches has soon enough. */
async function after(action: string, answer: string): Promise<string | undefined> {
  vi.stubEnv('OVERLAP_ROOT', house.root)
  writeFileSync(path.join(house.lessonsDir, '02-double-it/exercise.ts'), answer)
  const course = openCourse(processes)
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    if (String(text).includes('Waiting for the next save')) process.emit('SIGINT')
    return true
  })
  return actions.find(({ name }) => name === action)?.perform(course, await course.pick('2', ''))
}

const wrong = 'export const double = (n: number) => n'
const right = 'export const double = (n: number) => n + n'

test('suggests a hint after watching an answer that fails, and the lessons after one that passes', async () => {
  expect(await after('Watch', wrong)).toBe('Hint')
  expect(await after('Watch', right)).toBe('back')
})

test('suggests another check after one that fails, and the lessons after one that passes', async () => {
  expect(await after('Check', wrong)).toBe('Check')
  expect(await after('Check', right)).toBe('back')
})
