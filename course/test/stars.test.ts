import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { beforeEach, expect, test } from 'vitest'
import { shareHouse } from './shared-house.ts'

const { house, run } = shareHouse()
const dir = path.join(house.lessonsDir, '02-double-it')

const check = `
import { describe, expect, test } from 'vitest'
import { double, half } from '#lesson'

describe('Your task', () => {
  test('doubles 2', () => expect(double(2)).toBe(4))
})

describe('Go further', () => {
  test('doubles 0.5', () => expect(double(0.5)).toBe(1))
  test('doubles 3', () => expect(double(3)).toBe(6))
  test('halves 4', () => expect(half(4)).toBe(2))
})
`
const starterHalf = `export const half = (n: number): number => { throw new Error('not written') }`
const code = (double: string, half = starterHalf): string =>
  `export const double = (n: number): number => ${double}\n${half}\n`

beforeEach(() => {
  writeFileSync(path.join(dir, 'backstage/check.test.ts'), check)
  writeFileSync(path.join(dir, 'starter.ts'), code('n'))
})

/** The title and the message at the end of a check of this code. */
async function explained(text: string, flags = ''): Promise<string | undefined> {
  writeFileSync(path.join(dir, 'exercise.ts'), text)
  const { out } = await run(`check 2 ${flags}`)
  return /\n {2}☆ (\d\. .+\n\n {4}.+)\n\n/.exec(out)?.[1]?.replace('\n\n    ', ': ')
}

test('a check explains the star that the learner works on, or the one that they name', async () => {
  const [seven, eight] = [code('4', 'export const half = () => 7'), code('4')]
  expect(await explained(eight)).toBe('1. doubles 0.5: Expected 1, but got 4.')
  // The third star is begun.
  expect(await explained(seven)).toBe('3. halves 4: Expected 2, but got 7.')
  expect(await explained(seven)).toBe('3. halves 4: Expected 2, but got 7.')
  expect(await explained(seven, '--star 2')).toBe('2. doubles 3: Expected 6, but got 4.')
  expect(await explained(seven)).toBe('2. doubles 3: Expected 6, but got 4.')
  expect(await explained(seven, '--star halves')).toBe('3. halves 4: Expected 2, but got 7.')
  // What is won needs no message.
  expect(await explained(code('2 * n', 'export const half = () => 7'))).toContain('3. halves 4')
  expect(await explained(code('2 * n', 'export const half = () => 2'))).toBeUndefined()
})

test('a check names another star to explain, unless it is untouched', async () => {
  await explained(code('4'))
  const { out } = await run('check 2')
  expect(out).toContain('To see star 2 explained instead: npm run check 2 -- --star 2\n')
  expect(out).toMatch(/☆ 2\. doubles 3\n {7}Expected 6, but got 4\.\n {2}☆ 3\. halves 4\n\n/)
  await explained(code('n === 3 ? 6 : 4'))
  expect((await run('check 2')).out).not.toContain('--star')
})

test('a star that there is not is an error, and nothing is saved', async () => {
  await explained(code('4'))
  const file = path.join(house.overlapDir, 'progress.json')
  const before = readFileSync(file, 'utf8')
  const ran = await run('check 2 --star 9')
  expect(ran).toMatchObject({ code: 2, out: '' })
  expect(ran.err).toContain('no star "9". Use a number, or a part of a title:\n  1. doubles 0.5\n')
  expect(readFileSync(file, 'utf8')).toBe(before)
})

test('a star that is asked for too early is mentioned', async () => {
  writeFileSync(path.join(dir, 'exercise.ts'), code('5'))
  const { out } = await run('check 2 --star 1')
  expect(out).toMatch(/The stars are checked once the task passes\.\n\n {2}✗ doubles 2\n/)
})

const hints = `# Hints

## A question

Twice two?

## The stars

- **Any number.** Even half of one?
- **Three.** It is odd.
- **Half.** Divide.
`

test('once the task is done, hints come for one open star after another', async () => {
  writeFileSync(path.join(dir, 'hints.md'), hints)
  const [first, last] = [await run('hint 2'), await run('hint 2')]
  expect(first.out).toMatch(
    /Hint 1 of 1: A question\n\nTwice two\?\n\nThat was the last hint for the task\. /,
  )
  expect(last.out).toContain('Hint 1 of 1: A question')
  expect((await run('hint 2 --all')).out).not.toContain('star')
  await explained(code('2 * n', 'export const half = () => 7'))
  const half = await run('hint 2')
  expect(half.out).toMatch(
    /Hint for star 3: Half\n\nDivide\.\n\nThat was the last hint for an open star\. /,
  )
  expect(half.out).not.toContain('Three')
  await explained(code('n === 2 ? 4 : 5', 'export const half = () => 7'), '--star 2')
  const three = await run('hint 2')
  expect(three.out).toMatch(/Hint for star 2: Three\n\nIt is odd\.\n\nA hint for another star: /)
  expect((await run('hint 2 --all')).out).toMatch(
    /Hint 1 of 1[^]+Hint for star 2[^]+Hint for star 3[^]+A hint for another star: /,
  )
  expect((await run('progress')).out).toContain('3 hints')
  await explained(code('2 * n', 'export const half = () => 2'))
  expect((await run('hint 2')).out).toContain(
    'You have won every star. To see earlier hints again: npm run hint 2 -- --all',
  )
})

test('whoever has won every star without a hint learns where the hints are', async () => {
  writeFileSync(path.join(dir, 'hints.md'), hints)
  await explained(code('2 * n', 'export const half = () => 2'))
  const { out } = await run('hint 2')
  expect(out).toContain('You have won every star without a hint. All of them: ')
  expect(out).toContain(path.join('02-double-it', 'hints.md'))
})
