import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { createHouse } from '../../test/house.ts'
import { startRunner } from './runner.ts'
import type { Verdict } from './verdict.ts'

const { house, remove } = createHouse()
const runner = startRunner({ root: house.root, stepTimeoutMs: 30_000 })
afterAll(() => {
  runner[Symbol.dispose]()
  remove()
})

/** The verdict on an exercise, and a helper beside it. */
async function check(text: string, helper = ''): Promise<Verdict> {
  const dir = path.join(house.lessonsDir, '02-double-it')
  writeFileSync(path.join(dir, 'exercise.ts'), text)
  writeFileSync(path.join(dir, 'helper.ts'), helper)
  const [verdict] = await runner.run([{ lesson: '2', answer: 'exercise' }])
  return verdict!
}

const ours = /imports "[^"]+", which is ours, so the check would test our code instead of yours\./
const throughHelper = "export { double } from './helper.ts'"

test.each([
  ['the solution', "export { double } from './backstage/solution.ts'"],
  [
    'the solution for its value',
    "import { double as d } from './backstage/solution.ts'\nexport const double = d",
  ],
  ['all of the solution', "export * from './backstage/solution.ts'"],
  ['the solution by a detour', "export * from '../02-double-it/backstage/solution.ts'"],
  ['the solution as a package', "export { double } from '@overlap/lesson-02'"],
  ['the answer that is checked', "export { double } from '#lesson'"],
  ['the check', "import './backstage/check.test.ts'\nexport const double = 1"],
  ['files', "import { readFileSync } from 'node:fs'\nexport const double = readFileSync"],
])('an answer that imports %s is refused before it runs', async (_, text) => {
  const { passed, steps, problem } = await check(text)
  expect({ passed, steps }).toEqual({ passed: false, steps: [] })
  expect(problem?.kind).toBe('import')
  expect(problem?.message).toMatch(
    text.includes('node:fs') ? /no files, and no other programs/ : ours,
  )
})

test('a helper beside the exercise gets the solution no more than the exercise does', async () => {
  const { passed, problem } = await check(
    throughHelper,
    "export { double } from './backstage/solution.ts'",
  )
  expect(passed).toBe(false)
  expect(problem).toMatchObject({ kind: 'import', message: expect.stringMatching(ours) as string })
  expect(problem?.message).toMatch(/^helper\.ts imports/)
})

test('an import at run time fails the step, with the same words', async () => {
  const { passed, steps } = await check(
    `export const double = async (n: number) =>
  (await import('./backstage/' + 'solution.ts')).double(n)`,
  )
  expect(passed).toBe(false)
  expect(steps[0]?.message).toMatch(ours)
})

test("types of ours may be imported, and a helper of one's own", async () => {
  const { passed } = await check(
    "import type { double as Double } from './backstage/solution.ts'\nimport { two } from './helper.ts'\n" +
      'export const double: typeof Double = (n: number) => two * n',
    'export const two = 2',
  )
  expect(passed).toBe(true)
})
