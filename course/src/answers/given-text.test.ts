import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { createHouse } from '../../test/house.ts'
import { startRunner } from './runner.ts'

const { house, remove } = createHouse()
const runner = startRunner({ root: house.root, stepTimeoutMs: 60_000 })
afterAll(() => {
  runner[Symbol.dispose]()
  remove()
})

const solution = { lesson: '2', answer: 'solution' }
const right = 'export const double = (n: number): number => 2 * n\n'
const wrong = 'export const double = (n: number): number => n\n'

test.each([true, false])(
  'checks several texts in place of one file, and the file itself (shares threads: %s)',
  async (sharesThreads) => {
    const texts = [undefined, wrong, right, wrong]
    const verdicts = await runner.run(
      texts.map((text) => ({ ...solution, ...(text !== undefined && { text }) })),
      { sharesThreads },
    )
    expect(verdicts.map(({ passed }) => passed)).toEqual([true, false, true, false])
  },
)

test('finds what a text imports as from the place of the file', async () => {
  writeFileSync(path.join(house.lessonsDir, '02-double-it/two.ts'), 'export const two = 2\n')
  const text = `import { two } from '../two.ts'\nexport const double = (n: number) => two * n\n`
  const [verdict] = await runner.run([{ ...solution, text }])
  expect(verdict).toMatchObject({ passed: true })
})

test('says where a text threw an error, and what is wrong with it', async () => {
  const throws = `// first line\nexport const double = (n: number): number => {\n  throw new Error('no ' + n)\n}\n`
  const [thrown, broken, empty] = await runner.run(
    [throws, 'export const double = (', 'export {}'].map((text) => ({ ...solution, text })),
  )
  expect(thrown?.steps[1]?.message ?? thrown?.steps[0]?.message).toMatch(
    /at solution\.ts:3\n[^]*throw new Error/,
  )
  expect(broken?.problem?.kind).toBe('syntax')
  expect(empty?.problem?.kind).toBe('missing-export')
})

test('draws as few scenarios as each run says', async () => {
  const check = path.join(house.lessonsDir, '02-double-it/backstage/check.test.ts')
  writeFileSync(
    check,
    [
      `import { everyScenario, fc } from '@overlap/scenarios'`,
      `import { test } from 'vitest'`,
      `import { double } from '#lesson'`,
      `test('doubles', everyScenario(fc.nat(), { draws: 30 }, (n) => console.log(double(n))))`,
    ].join('\n'),
  )
  const drawn: number[] = []
  for (const options of [{ draws: 4 }, {}, { draws: 6 }, { draws: Infinity }]) {
    const [verdict] = await runner.run([{ ...solution, text: right }], options)
    drawn.push(verdict?.output.length ?? 0)
  }
  expect(drawn).toEqual([4, 30, 6, 30])
})
