import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createHouse } from '../../test/house.ts'
import { startRunner } from './runner.ts'
import type { Verdict } from './verdict.ts'

const { house, remove } = createHouse()
const runner = startRunner({ root: house.root, stepTimeoutMs: 30_000 })
afterAll(() => {
  runner[Symbol.dispose]()
  remove()
})

beforeAll(() => {
  writeFileSync(
    path.join(house.lessonsDir, '02-double-it/backstage/check.test.ts'),
    `import { describe, expect, test } from 'vitest'
import { double } from '#lesson'
describe('Your task', () => {
  test('doubles 2', () => expect(double(2)).toBe(4))
  test('doubles -3', () => expect(double(-3)).toBe(-6))
})
describe('Go further', () => {
  test('doubles 0', () => expect(double(0)).toBe(0))
})`,
  )
})

async function check(text: string, steps?: readonly string[]): Promise<Verdict> {
  const request = { lesson: '2', answer: 'solution', text, ...(steps && { steps }) }
  const [verdict] = await runner.run([request], { sharesThreads: true })
  return verdict!
}

const onlyPositive = 'export const double = (n: number) => n > 0 ? 2 * n : 1'

test('only the wanted steps run, and the verdict is about them', async () => {
  const chosen = await check(onlyPositive, ['doubles 2', 'doubles 0'])
  expect(chosen.steps.map(({ title, state }) => `${title}: ${state}`)).toEqual([
    'doubles 2: passed',
    'doubles 0: failed',
  ])
  expect(chosen.passed).toBe(true)
  expect(await check(onlyPositive, ['doubles 2'])).toMatchObject({ passed: true })
  expect(await check(onlyPositive)).toMatchObject({ passed: false })
})

test('a step has the places that the answer reached in it or while it was loaded', async () => {
  const verdict = await check(`
    const reach = (globalThis as never as Record<symbol, (place: number) => void>)[Symbol.for('overlap.reach')]!
    reach(7)
    export const double = (n: number) => {
      reach(n < 0 ? 1 : 2)
      if (n === 0) reach(3)
      return 2 * n
    }`)
  expect(verdict.steps.map(({ reached }) => reached)).toEqual([
    [7, 2],
    [7, 1],
    [7, 2, 3],
  ])
})

test('a step has no places if the answer notes none', async () => {
  const { steps } = await check('export const double = (n: number) => 2 * n')
  expect(steps.map((step) => 'reached' in step)).toEqual([false, false, false])
})
