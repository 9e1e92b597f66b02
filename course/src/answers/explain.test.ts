import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, expect, test, vi } from 'vitest'
import { createHouse } from '../../test/house.ts'
import { startRunner } from './runner.ts'

// Each is a run of its own; a busy machine takes its time.
vi.setConfig({ testTimeout: 60_000 })

const { house, remove } = createHouse()
const runner = startRunner({ root: house.root, stepTimeoutMs: 30_000 })
afterAll(() => {
  runner[Symbol.dispose]()
  remove()
})

const twice = 'return 2 * n'
test.each<[what: string, text: string, kind: string | undefined, ...words: string[]]>([
  [
    'an error at the top level',
    "JSON.parse('{')\nexport const double = 1",
    'import',
    'before any step could begin',
    'at exercise.ts:1',
  ],
  [
    'a name that is declared twice',
    'const a = 1\nconst a = 2\nexport const double = a',
    'syntax',
    'already been declared',
    'line 1, column 7',
  ],
  [
    'a package that is not there',
    "import lodash from 'lodash'\nexport const double = lodash",
    'import',
    'imports "lodash"',
    'Do without',
  ],
  [
    'a rejection that nobody handles',
    `export const double = (n: number) => {\n  void Promise.reject(new Error('alone'))\n  ${twice}\n}`,
    'crash',
    'caught by nobody',
    'Error: alone',
    'at exercise.ts:2',
  ],
  [
    'an error of its own',
    'export const double = () => (undefined as any).x',
    undefined,
    'TypeError',
    'exercise.ts:1',
  ],
  [
    'a list of promises',
    'export const double = (n: number) => [Promise.resolve(2 * n)]',
    undefined,
    'Is an `await` missing?',
  ],
  [
    'a list of nothing',
    'export const double = (n: number) => [1, 2].map(() => { n })',
    undefined,
    'The list holds undefined, and no values.',
  ],
  [
    'a value that is read too early',
    'export const double = (): number => ([] as any)[0].price',
    undefined,
    'A value is undefined here.',
    'at exercise.ts:1',
  ],
  [
    'an end of the process',
    'export const double = () => process.exit()',
    undefined,
    'process.exit()',
  ],
  [
    'a list that grows and grows',
    'const l: unknown[] = []\nexport const double = () => { for (;;) l.push(new Array(1e6).fill(1)) }',
    'crash',
    'used up the memory',
  ],
])('puts into words: %s', async (_, text, kind, ...words) => {
  writeFileSync(path.join(house.lessonsDir, '02-double-it/exercise.ts'), text)
  const [verdict] = await runner.run([{ lesson: '2', answer: 'exercise' }])
  expect(verdict?.passed).toBe(false)
  expect(verdict?.problem?.kind).toBe(kind)
  const said = [
    verdict?.problem?.message,
    ...(verdict?.steps ?? []).map(({ message }) => message),
  ].join('\n')
  for (const word of words) expect(said).toContain(word)
  expect(said).not.toContain('node_modules')
})
