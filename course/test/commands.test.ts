import { once } from 'node:events'
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { realProcesses } from '../src/processes.ts'
import { shareHouse } from './shared-house.ts'

const { house, processes, run, inTurn } = shareHouse()
const exercise = path.join(house.lessonsDir, '02-double-it/exercise.ts')

const progress = (): unknown =>
  JSON.parse(readFileSync(path.join(house.overlapDir, 'progress.json'), 'utf8'))

test('the first start plays the first demo and shows the course, the second only the course', async () => {
  const first = await run('', { env: { OVERLAP_VIRTUAL: '1' } })
  expect(first).toMatchObject({ code: 0, err: '' })
  expect(first.out).toMatch(
    /Welcome[^]+Lesson 01[^]+A page is empty[^]+1\. How long[^]+1 · In order[^]+2 · All at once[^]+peak 3/,
  )
  expect(first.out).toMatch(/theory[^]+measured +300 ms\n[^]+npm run check 1/)
  expect(first.out).toMatch(/Waiting\n {2}◐ 01 {2}First[^]+Failing\n {2}○ 02 {2}Double it[^]+Next:/)
  const second = await run('')
  expect(second.code).toBe(0)
  expect(second.out).not.toContain('In order')
  expect(second.out).toContain('○ 02  Double it')
})

test('a check goes from the starter to a passed lesson', async () => {
  const [starter] = await inTurn('check 2')
  expect(starter?.code).toBe(1)
  expect(starter?.out).toMatch(/Made .*exercise\.ts\. Edit this file/)
  expect(starter?.out).toMatch(/✗ doubles 2 {40,}2 more steps after this\n\n {2}You have not/)
  expect(starter?.out).toContain('\n\n  ✗ doubles 2\n\n    Expected 4, but got 2.\n\nEdit ')
  expect(starter?.out).toContain('npm run hint 2')
  expect(progress()).toMatchObject({
    // What was not edited is no try.
    lessons: { 'double-it': { tries: 0 } },
  })
  writeFileSync(exercise, 'export const double = (n: number) => n + n')
  const starterFile = path.join(house.lessonsDir, '02-double-it/starter.ts')
  writeFileSync(starterFile, 'export const double = 0')
  const [passed] = await inTurn('check double-it')
  expect(passed?.code).toBe(0)
  expect(passed?.err).toContain('You edited starter.ts. Your work belongs in exercise.ts')
  expect(passed?.out).toContain('Lesson 02 is done.')
  expect(passed?.out).toContain('Not done yet, 01 First things first: npm run lesson 1')
  expect(progress()).not.toHaveProperty(['lessons', 'double-it', 'failedStep'])
  // Once passed it stays passed, whatever becomes of the file.
  writeFileSync(exercise, 'export const double = (')
  const [broken, list] = await inTurn('check 2', 'list')
  expect(broken?.code).toBe(1)
  expect(broken?.out).toContain('exercise.ts is not valid TypeScript: line 1, column 24.')
  expect(list?.out).toContain('✓ 02  Double it')
  expect(list?.out).toContain('1 of 2 lessons done')
  writeFileSync(exercise, 'export const double = (n: number) => n')
  const [, progressed] = await inTurn('check 2', 'progress')
  expect(progressed?.out).toContain('passed on')
  expect(progressed?.out).not.toContain('stopped at')
})

const withTypes = {
  processes: { ...processes, firstTypeError: realProcesses.firstTypeError },
}

test('a check names the first type error, also of an exercise that passes', async () => {
  const said =
    /^ {2}TypeScript says, at line 2: Type 'number' is not assignable to type 'string'\.$/m
  writeFileSync(exercise, 'export const double = (n: number) => n\nexport const s: string = 1')
  expect((await run('check 2', withTypes)).out).toMatch(said)
  writeFileSync(exercise, 'export const double = (n: number) => 2 * n\nexport const s: string = 1')
  const passed = await run('check 2', withTypes)
  expect(passed.code).toBe(0)
  expect(passed.out).toMatch(said)
})

test('a check of an answer whose types are right says nothing about types', async () => {
  writeFileSync(exercise, 'setTimeout(() => {}, 0)\nexport const double = (n: number) => n')
  const failed = await run('check 2', withTypes)
  expect(failed.code).toBe(1)
  expect(failed.out).not.toContain('TypeScript says')
})

test.each(['fast', 'stopped'])(
  'a check that names a mistake does not name a type error, too: %s compiler',
  async (compiler) => {
    writeFileSync(exercise, 'export const other: string = 1')
    let stopped = false
    const firstTypeError: typeof processes.firstTypeError = async (_house, _lesson, signal) => {
      if (compiler === 'stopped') await once(signal, 'abort')
      stopped = signal.aborted
      return 'TypeScript says, at line 1: no'
    }
    const failed = await run('check 2', { processes: { ...processes, firstTypeError } })
    expect(failed.out).toContain('double')
    expect(failed.out).not.toContain('TypeScript says')
    expect(stopped).toBe(compiler === 'stopped')
  },
)

test.each(['run 1 --virtual', 'read 1', 'hint 1'])(
  '`%s` makes the file to edit',
  async (command) => {
    const [first, second] = await inTurn(command, command)
    const line = /^Made .*01-first\/exercise\.ts\. Edit this file\.$/m
    expect(first?.out).toMatch(line)
    expect(second?.out).not.toMatch(line)
    const dir = path.join(house.lessonsDir, '01-first')
    const [made, shipped] = ['exercise.ts', 'starter.ts'].map((name) =>
      readFileSync(path.join(dir, name), 'utf8'),
    )
    expect(made).toBe(shipped)
  },
)

test('a lesson can be read that has no exercise', async () => {
  rmSync(path.join(house.lessonsDir, '01-first/starter.ts'))
  const [read] = await inTurn('read 1')
  expect(read).toMatchObject({ code: 0, err: '' })
  expect(read?.out).not.toContain('Made')
})

test('hints come one by one', async () => {
  const hints = await inTurn('hint 1', 'hint 1', 'hint 1 --all', 'hint 1', 'hint 1')
  expect(hints.map(({ out }) => out.match(/Hint \d of 3/g))).toEqual([
    ['Hint 1 of 3'],
    ['Hint 2 of 3'],
    ['Hint 1 of 3', 'Hint 2 of 3'],
    ['Hint 3 of 3'],
    ['Hint 3 of 3'],
  ])
  expect(hints[0]?.out).toContain('One more hint: npm run hint 1')
  expect(hints[3]?.out).toContain('That was the last hint.')
})

test('the solution shows itself after a try, or when insisted on', async () => {
  const [early] = await inTurn('diff 2')
  expect(early).toMatchObject({ code: 1, out: '' })
  expect(early?.err).toContain('See it anyway:   npm run diff 2 -- --early')
  const [none] = await inTurn('diff 2 --early')
  expect(none?.err).toContain('There is no exercise.ts in lesson 02 yet.')
  const [, untried] = await inTurn('check 2', 'diff 2')
  expect(untried?.err).toContain('once you have tried the exercise')
  writeFileSync(exercise, 'export const double = (n: number): number => 3 * n\n')
  const [, diff] = await inTurn('check 2', 'diff 2')
  expect(diff?.code).toBe(0)
  expect(diff?.out).toContain('-export const double = (n: number): number => 3 * n\n')
  expect(diff?.out).toContain('+export const double = (n: number): number => 2 * n\n')
})

test('the solution is shown as it would stand in the exercise, without documentation', async () => {
  const solution = path.join(house.lessonsDir, '02-double-it/backstage/solution.ts')
  const from = (file: string): string =>
    `/** Doubles: ${file}. */\nimport { two } from '${file}'\nexport const double = (n: number) => n * two\n`
  writeFileSync(exercise, from('./two.ts'))
  writeFileSync(solution, from('../two.ts'))
  expect((await run('diff 2 --early')).out).toContain("is the same as the solution's code")
  writeFileSync(solution, from('../../01-first/types.ts'))
  const { out } = await run('diff 2 --early')
  expect(out).toContain('from line 2, in the solution from line 2:\n')
  expect(out).toContain("-import { two } from './two.ts'\n")
  expect(out).toContain("+import { two } from '../01-first/types.ts'\n")
  expect(out).not.toContain('Doubles')
})

test('without a terminal, an answer follows its question', async () => {
  const { out } = await run('read 1')
  expect(out).toContain(
    '\n? Does `await` block?\n\nNo. See the docs (https://example.com).\n\n(lessons/01-first/README.md)\n',
  )
})

test('a lesson is meant by where one is, and by paths', async () => {
  const dir = path.join(house.lessonsDir, '02-double-it')
  const here = await run('hint', { cwd: dir })
  expect(here).toMatchObject({ code: 0, err: '' })
  expect(here.out).toContain('Lesson 02')
  expect(here.out).toContain('Made exercise.ts. Edit this file.')
  for (const words of ['./exercise.ts', 'exercise.ts', '.', path.join(dir, 'exercise.ts')]) {
    expect((await run(`hint ${words}`, { cwd: dir })).out).toContain('Lesson 02')
  }
  expect((await run('hint nothing', { cwd: dir })).code).toBe(2)
})

test.each([
  'list',
  'read 1',
  'run 1 --virtual',
  'check 1',
  'hint 1',
  'progress',
  'help check',
  'chekc',
])('`%s` prints ASCII alone where the terminal has no more', async (command) => {
  const ran = await run(command, { env: { LANG: 'C' } })
  // oxlint-disable-next-line no-control-regex -- all of ASCII
  expect(ran.out + ran.err).toMatch(/^[\0-\u007F]+$/)
})

test('progress tells what was done and predicted', async () => {
  const [, , , told] = await inTurn(
    'run 1 --virtual --predict 600,3',
    'hint 1',
    'check 2',
    'progress',
  )
  expect(told?.out).toContain('01  1 run, 0 tries, 1 hint')
  expect(told?.out).toContain('predicted 600 ms, measured 300 ms: How long do they take?')
  expect(told?.out).toContain(
    'predicted 3 calls, measured 3 calls: How many are in flight at most?',
  )
  // Nobody has tried: the exercise is as it was shipped.
  expect(told?.out).toContain('02  0 runs, 0 tries, 0 hints\n\n')
  writeFileSync(exercise, 'export const double = () => 7\n')
  const [, tried] = await inTurn('check 2', 'progress')
  expect(tried?.out).toContain('02  0 runs, 1 try, 0 hints\n    stopped at: doubles 2')
})

test('read shows the lesson without its front matter', async () => {
  const [read] = await inTurn('read 1')
  expect(read?.out).toContain('First things first\n\nThe problem')
  expect(read?.out).not.toContain('minutes: 5')
})

test('a folder without a README is no lesson yet', async () => {
  mkdirSync(path.join(house.lessonsDir, '03-half-made/node_modules'), { recursive: true })
  const [list] = await inTurn('list')
  expect(list?.out).toContain('0 of 2 lessons done')
  expect(list?.out).not.toContain('half made')
})

test('a lesson whose README is missing is named in the list, and when it is asked for', async () => {
  const dir = path.join(house.lessonsDir, '02-double-it')
  rmSync(path.join(dir, 'README.md'))
  const sentence =
    /^Lesson 02 cannot be used: .*02-double-it\/README\.md is missing\. .*git restore/m
  const [list, check, read] = await inTurn('list', 'check 2', 'read double-it')
  expect(list).toMatchObject({ code: 0, err: expect.stringMatching(sentence) as string })
  expect(list?.out).toContain('0 of 1 lesson done')
  for (const ran of [check, read, await run('hint', { cwd: dir })]) {
    expect(ran?.code).toBe(1)
    expect(ran?.err).toMatch(/^Lesson 02 cannot be used: .*README\.md is missing\./m)
  }
})

test('a damaged progress file is kept aside and said so', async () => {
  mkdirSync(house.overlapDir, { recursive: true })
  writeFileSync(path.join(house.overlapDir, 'progress.json'), '{')
  const [list] = await inTurn('list')
  expect(list?.code).toBe(0)
  expect(list?.err).toContain('The progress file was damaged')
  expect(existsSync(path.join(house.overlapDir, 'progress.json.broken-1'))).toBe(true)
})

test('half a file about what was shipped is written again', async () => {
  const file = path.join(house.overlapDir, 'shipped/double-it.json')
  mkdirSync(path.dirname(file), { recursive: true })
  writeFileSync(file, '{"starter.ts": "')
  const ran = await run('check 2')
  expect(ran).toMatchObject({ code: 1, err: '' })
  expect(JSON.parse(readFileSync(file, 'utf8'))).toHaveProperty(['starter.ts'])
})

test.each([
  ['chekc 2 --watch', 2, 'There is no command "chekc". Did you mean check?'],
  ['help chekc', 2, 'There is no command "chekc". Did you mean check?'],
  ['2', 2, 'To see lesson 2: npm run lesson 2'],
  ['check lessons/02-double-it/solution.ts', 2, '`check` only works on exercise.ts, but'],
  ['check lessons/02-double-it/starter.ts --watch', 2, 'you named starter.ts'],
  ['reset lessons/02-double-it/starter.ts', 2, 'For your exercise.ts: npm run reset 2'],
  ['check 7', 2, 'There is no lesson "7". Did you mean 02, double-it?'],
  ['check', 2, 'Which lesson? Your next lesson is 01: npm run check 1'],
  ['hint', 2, 'Your next lesson is 01: npm run hint 1'],
  ['lesson', 2, 'Your next lesson is 01: npm run lesson 1'],
  ['check 2 --wacht', 2, "Unknown flag '--wacht' (Did you mean --watch?)"],
  ['check 1 2', 2, 'Too many arguments'],
  ['run 1 --latency', 2, "Flag '--latency <ms>' argument missing"],
  ['run 1 --latency soon', 2, '--latency: expected milliseconds'],
  ['run 1 --network flakey', 2, 'did you mean "flaky"?'],
  ['run 2', 1, 'Lesson 02 has no demo'],
])('`%s` ends with one message', async (command, code, message) => {
  const [ran] = await inTurn(command)
  expect(ran?.code).toBe(code)
  expect(ran?.err).toContain(message)
  expect(ran?.err).not.toMatch(/^ +at /m)
})

test('a house without lessons says so', async () => {
  const ran = await run('list', { env: { OVERLAP_ROOT: house.overlapDir } })
  expect(ran).toMatchObject({ code: 1 })
  expect(ran.err).toContain('Found no lessons in')
})
