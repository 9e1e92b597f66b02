import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createHouse } from '../../test/house.ts'
import { startRunner } from './runner.ts'
import type { Verdict } from './verdict.ts'

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
    `import { simulate } from '@overlap/mock-server'
import { everyScenario, fc } from '@overlap/scenarios'
import { diagnose } from '@overlap/trace'
import { describe, expect, test } from 'vitest'
import { double } from '#lesson'
describe('Your task', () => {
  test('doubles 2', async () => expect(await double(2)).toBe(4))
})
describe('Go further', () => {
  test('doubles what is drawn', everyScenario(fc.nat(), { draws: 24 }, async (n) => {
    const run = await simulate({}, () => double(n))
    diagnose(run, [[run.value !== 2 * n, \`Expected \${2 * n}, but got \${run.value}.\`]])
  }))
  test('doubles -1', async () => expect(await double(-1)).toBe(-2))
  test('doubles -2', async () => expect((await simulate({}, () => double(-2))).value).toBe(-4))
})`,
  )
})

/** The verdict on a function of `n` with this body. */
async function check(body: string): Promise<Verdict> {
  writeFileSync(
    path.join(lesson, 'exercise.ts'),
    `export const double = async (n: number): Promise<number> => {\n  ${body}\n  return 2 * n\n}`,
  )
  const [verdict] = await runner.run([{ lesson: '2', answer: 'exercise' }])
  return verdict!
}

const statesOf = ({ steps }: Verdict): string => steps.map(({ state }) => state).join(', ')

test('scenarios on a slow machine are given the time that they need', async () => {
  // Blocks the thread for 50 ms, as if other programs kept the machine busy.
  const verdict = await check('Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 50)')
  expect(statesOf(verdict)).toBe('passed, passed, passed, passed')
})

test('nothing runs beside a step that waits for ever, also when it left an error behind', async () => {
  const verdict = await check(
    "if (n === -1) void Promise.reject(new Error('late'))\n  if (n === -1) await new Promise(() => {})",
  )
  expect(statesOf(verdict)).toBe('passed, passed, failed, not-run')
  expect(verdict.steps[2]?.message).toMatch(
    /^"doubles -1" had not ended after 1 s\. Your code is waiting/,
  )
})
