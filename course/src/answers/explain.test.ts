import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { createHouse } from '../../test/house.ts'
import { startRunner } from './runner.ts'
import type { Verdict } from './verdict.ts'
import { voiceOf } from './voice.ts'

/** An answer, and the expected message. `FILE` stands for the name of the answer's file. */
type Case = readonly [what: string, text: string, kind: string | undefined, ...words: string[]]

const { house, remove } = createHouse()
const dir = path.join(house.lessonsDir, '02-double-it')
const runner = startRunner({ root: house.root, stepTimeoutMs: 30_000 })
afterAll(() => {
  runner[Symbol.dispose]()
  remove()
})

const twice = 'return 2 * n'
const noError = (what: string): string[] => [`Your code threw ${what}`, 'is not an Error']
const cases: readonly Case[] = [
  [
    'an error at the top level',
    "JSON.parse('{')\nexport const double = 1",
    'import',
    'at its top level threw an error',
    'at FILE:1',
  ],
  [
    'a name that is declared twice',
    'const a = 1\nconst a = 2\nexport const double = a',
    'syntax',
    'already been declared',
    'line 1, column 7',
  ],
  [
    'an error whose message cannot be read',
    "export const double = () => { throw Object.defineProperty(new Error(), 'message', { get() { throw 1 } }) }",
    undefined,
    'Your code threw an error whose message cannot be read.',
  ],
  [
    'a rejection that nobody handles',
    `export const double = (n: number) => {\n  void Promise.reject(new Error('alone'))\n  ${twice}\n}`,
    // It fails the step in which it escapes.
    undefined,
    'and nothing caught it',
    'Error: alone',
    'at FILE:2',
  ],
  [
    'an error of its own',
    'export const double = () => (undefined as any).x',
    undefined,
    'TypeError',
    'FILE:1',
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
    'Your list contains undefined instead of values.',
  ],
  [
    'a value that is read too early',
    'export const double = (): number => ([] as any)[0].price',
    undefined,
    'A value is undefined here.',
    'at FILE:1',
  ],
  [
    'an end of the process',
    'export const double = () => process.exit()',
    undefined,
    'process.exit()',
  ],
  [
    'an end of the process at the top level',
    'process.exit(0)\nexport const double = 1',
    'import',
    'process.exit()',
  ],
  [
    'an error in a timer',
    `export const double = (n: number) => {\n  setTimeout(() => { throw new Error('late') }, 20)\n  ${twice}\n}`,
    undefined,
    'and nothing caught it',
    'Error: late',
    'at FILE:2',
  ],
  [
    'a rejection at the top level',
    "Promise.reject(new Error('early'))\nexport const double = (n: number) => 2 * n",
    undefined,
    'and nothing caught it',
    'Error: early',
  ],
  [
    'a global that it replaces when it is loaded',
    'globalThis.Promise = class {} as any\nexport const double = (n: number) => 2 * n',
    undefined,
    'Your code replaced `Promise`.',
  ],
  [
    'a global that the test runner needs',
    'Array.prototype.map = (() => []) as any\nexport const double = (n: number) => 2 * n',
    undefined,
    'Your code replaced `Array.prototype.map`.',
  ],
  [
    'a global that it replaces in a step',
    `export const double = (n: number) => {\n  globalThis.setTimeout = (() => 0) as any\n  ${twice}\n}`,
    undefined,
    'Your code replaced `setTimeout`.',
  ],
  [
    'a frozen global object',
    'Object.freeze(globalThis)\nObject.freeze(Object.prototype)\nexport const double = (n: number) => 2 * n',
    undefined,
    'Your code froze `globalThis`, `Object.prototype`.',
  ],
  [
    'a prototype that it seals in a step',
    `export const double = (n: number) => {\n  Reflect.preventExtensions(Array.prototype)\n  ${twice}\n}`,
    undefined,
    'Your code froze `Array.prototype`.',
  ],
  [
    'a method that it adds to every object',
    '(Object.prototype as any).toJSON = () => 1\nexport const double = (n: number) => n',
    undefined,
    'Your code added `Object.prototype.toJSON`.',
  ],
  [
    'a method that it adds to every list, in a step',
    'export const double = (n: number) => {\n  ;(Array.prototype as any).toJSON = () => 1\n  return n\n}',
    undefined,
    'Your code added `Array.prototype.toJSON`.',
  ],
  [
    'tests of its own',
    "import { test } from 'vitest'\ntest.only('mine', () => {})\nexport const double = 1",
    'import',
    'imports "vitest"',
    'The check has its own tests',
  ],
  [
    'a thrown undefined',
    'export const double = () => { throw undefined }',
    undefined,
    ...noError('undefined'),
  ],
  ['a thrown null', 'export const double = () => { throw null }', undefined, ...noError('null')],
  ['a thrown text', "export const double = () => { throw 'text' }", undefined, ...noError('text')],
  [
    'a thrown symbol',
    "export const double = () => { throw Symbol('s') }",
    undefined,
    ...noError('Symbol(s)'),
  ],
  [
    'a thrown object that holds itself',
    'export const double = () => { const o: any = { code: 5 }; o.self = o; throw o }',
    undefined,
    ...noError('{ code: 5'),
  ],
  [
    'a thrown object without a prototype',
    'export const double = () => { throw Object.create(null) }',
    undefined,
    ...noError('{}'),
  ],
  [
    'a thrown object whose parts are of other types',
    'export const double = () => { throw { name: 5, message: {}, stack: 7 } }',
    undefined,
    'is not an Error',
  ],
  [
    'a thrown proxy that throws',
    "export const double = () => { throw new Proxy({}, { get() { throw new Error('trap') } }) }",
    undefined,
    'trap',
  ],
  [
    'an error that cannot be read',
    "export const double = () => { throw Object.defineProperty(new Error(), 'message', { get() { throw 1 } }) }",
    undefined,
    'cannot be read',
  ],
  ['an export that is no function', 'export const double = 7', undefined, 'it is not a function'],
  ['an export that is a class', 'export class double {}', undefined, 'it is a class'],
]

/** Each of these crashes the process that runs it, with the checks of the other answers. */
const crashes: readonly Case[] = [
  [
    'a signal to its own process',
    "export const double = () => process.kill(process.pid, 'SIGKILL')",
    'crash',
    'process.kill',
    'SIGKILL',
  ],
  [
    'a list that grows and grows',
    'const l: unknown[] = []\nexport const double = () => { for (;;) l.push(new Array(3e6).fill(0.5)) }',
    'crash',
    'used up the memory',
  ],
]

/** The verdicts on the answers, in the same order. All answers are checked in one run. */
function check(cases: readonly Case[]): Promise<Verdict[]> {
  const names = cases.map(([what]) => what.replaceAll(' ', '-'))
  for (const [index, [, text]] of cases.entries()) {
    writeFileSync(path.join(dir, `backstage/wrong/${names[index]}.ts`), text)
  }
  return runner.run(names.map((name) => ({ lesson: '2', answer: `wrong-${name}` })))
}

function expectWords(verdict: Verdict | undefined, [, , kind, ...words]: Case): void {
  expect(verdict?.problem?.kind).toBe(kind)
  const said = [
    verdict?.problem?.message,
    ...(verdict?.steps ?? []).map(({ message }) => message),
  ].join('\n')
  for (const word of words) {
    expect(said).toContain(word.replace('FILE', `${verdict?.answer.replace('wrong-', '')}.ts`))
  }
  expect(said).not.toContain('node_modules')
  // After a failure no step is run.
  const states = (verdict?.steps ?? []).map(({ state }) => state)
  expect(states.slice(states.indexOf('failed') + 1)).not.toContain('passed')
  expect(states.filter((state) => state === 'failed').length).toBeLessThan(2)
}

describe('puts into words', () => {
  let verdicts: readonly Verdict[] = []
  beforeAll(async () => {
    verdicts = await check(cases)
  })
  test.each(cases.map((each, index) => ({ what: each[0], each, index })))(
    '$what',
    ({ each, index }) => {
      expect(verdicts[index]?.passed).toBe(false)
      expectWords(verdicts[index], each)
    },
  )
})

test.each(crashes.map((each) => ({ what: each[0], each })))(
  'puts into words: $what',
  async ({ each }) => {
    const [verdict] = await check([each])
    expect(verdict?.passed).toBe(false)
    expectWords(verdict, each)
  },
)

test('does not blame the answer for what another file imports', async () => {
  const dir = path.join(house.lessonsDir, '01-first')
  const check = readFileSync(path.join(dir, 'backstage/check.test.ts'), 'utf8')
  onTestFinished(() => writeFileSync(path.join(dir, 'backstage/check.test.ts'), check))
  writeFileSync(path.join(dir, 'backstage/check.test.ts'), `import 'not-installed'\n${check}`)
  const [verdict] = await runner.run([{ lesson: '1', answer: 'solution' }])
  expect(verdict?.problem?.message).toMatch(/"not-installed", which .*check\.test\.ts imports/)
  expect(verdict?.problem?.message).toContain('Your code is not the cause.')
})

describe('puts into words what the check cannot use', () => {
  test.each([
    [
      'nothing',
      'export const double = () => {}',
      'could not use what your function returned: `TypeError',
    ],
    ['a rejection', "export const double = () => Promise.reject('gone')", 'Your code threw gone'],
    [
      'a rejection whose error comes from elsewhere',
      'export const double = () => Promise.any([])',
      'AggregateError',
    ],
  ])('%s', async (_, text, words) => {
    const file = path.join(dir, 'backstage/check.test.ts')
    const check = readFileSync(file, 'utf8')
    onTestFinished(() => writeFileSync(file, check))
    writeFileSync(
      file,
      `import { expect, test } from 'vitest'
import { double } from '#lesson'
test('doubles 2', async () => expect(((await double(2)) as any).map((n: number) => n)).toEqual([4]))`,
    )
    writeFileSync(path.join(dir, 'exercise.ts'), text)
    const [verdict] = await runner.run([{ lesson: '2', answer: 'exercise' }])
    expect(verdict?.steps[0]?.message).toContain(words)
    expect(voiceOf(verdict!.steps[0]!)).toBe('ours')
  })
})

test('blames a helper of the answer for what the helper imports', async () => {
  writeFileSync(path.join(dir, 'exercise.ts'), "export { double } from './helper.ts'")
  writeFileSync(path.join(dir, 'helper.ts'), "import 'lodash'\nexport const double = 1")
  const [verdict] = await runner.run([{ lesson: '2', answer: 'exercise' }])
  expect(verdict?.problem?.message).toContain('helper.ts imports "lodash"')
})

test('blames the answer for a package that is not there, and says what to do', async () => {
  const text = "import lodash from 'lodash'\nexport const double = lodash"
  writeFileSync(path.join(dir, 'exercise.ts'), text)
  const [verdict] = await runner.run([{ lesson: '2', answer: 'exercise' }])
  expect(verdict?.passed).toBe(false)
  expect(verdict?.problem?.kind).toBe('import')
  expect(verdict?.problem?.message).toContain('exercise.ts imports "lodash"')
  expect(verdict?.problem?.message).toContain('Solve the exercise without this package')
})
