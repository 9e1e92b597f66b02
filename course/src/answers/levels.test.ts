import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createHouse } from '../../test/house.ts'
import { startRunner } from './runner.ts'
import { passesAll, starsOf, type Verdict } from './verdict.ts'

const { house, remove } = createHouse()
const runner = startRunner({ root: house.root, stepTimeoutMs: 1000 })
afterAll(() => {
  runner[Symbol.dispose]()
  remove()
})

const lesson = path.join(house.lessonsDir, '02-double-it')

beforeAll(() => {
  writeFileSync(
    path.join(lesson, 'backstage/check.test.ts'),
    `import { describe, expect, test } from 'vitest'
import { double } from '#lesson'
describe('Your task', () => {
  test('doubles 2', async () => expect(await double(2)).toBe(4))
  test('doubles 3', async () => expect(await double(3)).toBe(6))
})
describe('Go further', () => {
  test('doubles 0', async () => expect(await double(0)).toBe(0))
  test('doubles 5', async () => expect(await double(5)).toBe(10))
})`,
  )
})

/** The verdict on a function of `n` with this body. */
async function check(body: string): Promise<Verdict> {
  writeFileSync(
    path.join(lesson, 'exercise.ts'),
    `export const double = async (n: number): Promise<number> => {\n  ${body}\n}`,
  )
  const [verdict] = await runner.run([{ lesson: '2', answer: 'exercise' }])
  return verdict!
}

const statesOf = ({ steps }: Verdict): string =>
  steps.map(({ level, state }) => `${level} ${state}`).join(', ')

test('a step has the level of the group that it is in', async () => {
  const verdict = await check('return 2 * n')
  expect(verdict.steps.map(({ title, level }) => `${title}: ${level}`)).toEqual([
    'doubles 2: task',
    'doubles 3: task',
    'doubles 0: further',
    'doubles 5: further',
  ])
  expect(starsOf(verdict)).toEqual({ won: 2, of: 2 })
  expect(passesAll(verdict)).toBe(true)
})

test('a step further on does not run before the task is done', async () => {
  const verdict = await check('return n === 3 ? 0 : 2 * n')
  expect(statesOf(verdict)).toBe('task passed, task failed, further not-run, further not-run')
  expect(verdict.passed).toBe(false)
  expect(starsOf(verdict)).toEqual({ won: 0, of: 2 })
})

test('a star that never gives the thread back keeps neither the task nor other stars from passing', async () => {
  const verdict = await check('while (n === 0) {}\n  return 2 * n')
  expect(statesOf(verdict)).toBe('task passed, task passed, further failed, further passed')
  expect(verdict.steps[2]?.message).toMatch(/never gives the thread back: in the step "doubles 0"/)
  expect(verdict.passed).toBe(true)
})

test.each([
  ['fails', 'return n === 0 ? 1 : 2 * n'],
  ['throws', "if (n === 0) throw new Error('none')\n  return 2 * n"],
  ['leaves an error behind', "if (n === 0) void Promise.reject(new Error('late'))\n  return 2 * n"],
])('a step further on that %s stops neither the task nor the other stars', async (_, body) => {
  const verdict = await check(body)
  expect(statesOf(verdict)).toBe('task passed, task passed, further failed, further passed')
  expect(verdict.passed).toBe(true)
  expect(starsOf(verdict)).toEqual({ won: 1, of: 2 })
  expect(passesAll(verdict)).toBe(false)
})
