import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, describe, expect, onTestFinished, test } from 'vitest'
import { createHouse, makeHouse } from '../../test/house.ts'
import type { House } from '../house.ts'
import { runAnswers, startRunner, type AnswerRunner } from './runner.ts'
import type { Verdict } from './verdict.ts'

const { house, remove } = createHouse()
/** For answers that end. The limit is long enough even on a very busy machine. */
const patient = startRunner({ root: house.root, stepTimeoutMs: 60_000 })
afterAll(() => {
  patient[Symbol.dispose]()
  remove()
})

const write = ({ lessonsDir }: House, text: string): void =>
  writeFileSync(path.join(lessonsDir, '02-double-it/exercise.ts'), text)

const exercise = [{ lesson: '2', answer: 'exercise' }]

/** The verdict on an exercise with this text. */
async function checkText(text: string): Promise<Verdict> {
  write(house, text)
  const [verdict] = await patient.run(exercise)
  return verdict!
}

/** A separate house and runner for one test. The default time limit is the course's own. */
function isolated(stepTimeoutMs?: number): { house: House; runner: AnswerRunner } & Disposable {
  const { house, remove } = createHouse()
  const limit = stepTimeoutMs === undefined ? {} : { stepTimeoutMs }
  const runner = startRunner({ root: house.root, ...limit })
  const dispose = (): void => {
    runner[Symbol.dispose]()
    remove()
  }
  return { house, runner, [Symbol.dispose]: dispose }
}

test('checks answers of several lessons in one run, each with the verdict it deserves', async () => {
  const answers = [
    '1/starter',
    '1/solution',
    '1/wrong-in-order',
    '1/wrong-leaks',
    '2/wrong-adds',
    '2/solution',
  ]
  const verdicts = await patient.run(
    answers.map((name) => ({ lesson: name.slice(0, 1), answer: name.slice(2) })),
  )
  expect(
    verdicts.map((verdict) => `${verdict.lesson}/${verdict.answer} ${verdict.passed}`),
  ).toEqual([
    '01/starter false',
    '01/solution true',
    '01/wrong-in-order false',
    '01/wrong-leaks false',
    '02/wrong-adds false',
    '02/solution true',
  ])
  expect(verdicts[2]?.steps.map(({ state }) => state)).toEqual(['passed', 'failed', 'not-run'])
  expect(verdicts[2]?.steps[1]?.diagnosis).toMatch(/^The calls went out one after another/)
  expect(verdicts[2]?.steps[1]?.message).toMatch(/wanted[^]+peak 3[^]+seen[^]+peak 1/)
  expect(verdicts[4]?.steps[1]?.message).toContain('Expected 6, but got 5.')
})

test('says that a step failed also when the error is an AggregateError without errors', async () => {
  const verdict = await checkText(
    'export const double = (n: number): number => {\n  if (n === 3) throw new AggregateError([])\n  return 2 * n\n}\n',
  )
  expect(verdict.steps.map(({ state }) => state)).toEqual(['passed', 'failed', 'not-run'])
  expect(verdict.steps[1]?.message).toContain('AggregateError that has no errors')
})

test.each([
  ['a timer', "setTimeout(() => { throw new Error('late') }, 5)"],
  ['a promise', "void Promise.reject(new Error('late'))"],
])('does not pass an answer whose simulations leave an error of %s', async (_, statement) => {
  const check = path.join(house.lessonsDir, '02-double-it/backstage/check.test.ts')
  const before = readFileSync(check, 'utf8')
  onTestFinished(() => writeFileSync(check, before))
  writeFileSync(
    check,
    `import { simulate } from '@overlap/mock-server'
import { expect, test } from 'vitest'
import { double } from '#lesson'
test('doubles 2', async () => expect((await simulate({}, () => double(2))).value).toBe(4))`,
  )
  const verdict = await checkText(
    `export const double = (n: number): number => {\n  ${statement}\n  return 2 * n\n}`,
  )
  expect(verdict.passed).toBe(false)
  expect(verdict.problem?.message).toMatch(
    /^Your code threw an error in a promise or a timer, and nothing caught it[^]+late[^]+exercise\.ts:2/,
  )
})

test('ends an answer that spins', async () => {
  using own = isolated(500)
  write(own.house, 'while (true) {}\nexport const double = 1')
  expect((await own.runner.run(exercise))[0]?.problem).toMatchObject({
    kind: 'endless-loop',
    message: expect.stringMatching(
      /while it was loading, nothing else could run for 1\.5 s/,
    ) as string,
  })
})

// Each test waits for the time limit of a step, so they run concurrently.
describe.concurrent('an answer that is stuck', () => {
  test('does not hold up those beside it and after it, which see every change of the files', async () => {
    using own = isolated()
    const { house, runner } = own
    const check = async (text: string): Promise<Verdict> => {
      write(house, text)
      const [verdict] = await runner.run(exercise)
      return verdict!
    }
    expect((await check('export const double = (n: number) => 2 * n')).passed).toBe(true)
    expect((await check('export const double = (n: number) => 2 + n')).passed).toBe(false)
    expect((await check('export const double = (')).problem?.kind).toBe('syntax')

    write(house, 'export const double = (n: number) => {\n  while (true) {}\n  return n\n}')
    const verdicts = await runner.run(
      ['solution', 'exercise', 'wrong-adds'].map((answer) => ({ lesson: '2', answer })),
    )
    expect(verdicts.map(({ passed }) => passed)).toEqual([true, false, false])
    expect(verdicts[1]?.problem).toMatchObject({
      kind: 'endless-loop',
      message: expect.stringContaining('in the step "doubles 2"') as string,
    })
    expect(verdicts[2]?.steps).toHaveLength(3)

    expect(
      (
        await check(
          "import { two } from './helper.ts'\nexport const double = (n: number) => two * n",
        )
      ).problem,
    ).toMatchObject({
      kind: 'import',
      message: expect.stringContaining('imports "./helper.ts", which does not exist') as string,
    })
    const helper = path.join(house.lessonsDir, '02-double-it/helper.ts')
    writeFileSync(helper, 'export const two = 3')
    expect((await runner.run(exercise))[0]?.passed).toBe(false)
    writeFileSync(helper, 'export const two = 2')
    expect((await runner.run(exercise))[0]?.passed).toBe(true)
  })

  test('says in which step a promise was never settled', async () => {
    using own = isolated()
    const [verdict] = await own.runner.run([{ lesson: '2', answer: 'wrong-waits' }])
    expect(verdict?.problem?.kind).toBe('timeout')
    expect(verdict?.steps[0]?.message).toMatch(/^"doubles 2" had not ended after 4 s/)
  })

  test('is told from a loop when it waits while it is loaded', async () => {
    using own = isolated()
    write(own.house, 'await new Promise(() => {})\nexport const double = 1')
    expect((await own.runner.run(exercise))[0]?.problem).toMatchObject({
      kind: 'timeout',
      message: expect.stringMatching(
        /^exercise\.ts was still loading .* an `await` at its/,
      ) as string,
    })
  })
})

test('shows what the answer wrote to the streams of its process, and cuts what is too long', async () => {
  const verdict = await checkText(
    "process.stdout.write('a'); process.stdout.write('b\\n'); process.stderr.write('c\\n')\n" +
      "export const double = (n: number) => {\n  console.log('x'.repeat(5e6))\n  return 2 * n\n}",
  )
  expect(verdict.passed).toBe(true)
  expect(verdict.output.slice(0, 2)).toEqual(['ab', 'c'])
  expect(verdict.output.at(-1)).toMatch(/^\(cut: your code printed 15,000,008 bytes/)
  expect(verdict.output.join('\n').length).toBeLessThan(1000)
})

test('hands on what the answer printed, and leaves no files behind', async () => {
  const house = makeHouse()
  write(house, "export const double = (n: number) => {\n  console.log('n', n)\n  return 2 * n\n}")
  const [verdict] = await runAnswers(exercise, { root: house.root, stepTimeoutMs: 60_000 })
  expect(verdict?.passed).toBe(true)
  expect(verdict?.output).toEqual(['n 2', 'n 3', 'n 0'])
  expect(readdirSync(path.join(house.overlapDir, 'runs'))).toEqual([])
})

test('hands on a printed error with the frames of the lesson alone', async () => {
  const verdict = await checkText(
    "console.error(new Error('late'))\nexport const double = (n: number) => 2 * n",
  )
  expect(verdict.output[0]).toBe('Error: late')
  expect(verdict.output.filter((line) => line.includes(' at '))).toEqual([
    expect.stringContaining('02-double-it/exercise.ts:1:'),
  ])
})

test('names the answers that there are when asked for another', async () => {
  await expect(patient.run([{ lesson: '2', answer: 'wrong' }])).rejects.toThrow(
    'answers are: exercise, starter, solution, wrong-adds, wrong-loops, wrong-waits',
  )
})

test('checks answers in a folder whose name needs to be escaped in a URL', async () => {
  const house = makeHouse(process.platform === 'win32' ? 'C# 100%25 ü' : 'C# what? 100%25 ü')
  write(house, 'export const double = (n: number) => {\n  throw new Error("mine")\n}')
  const answers = ['1/solution', '1/wrong-in-order', '2/solution', '2/exercise']
  const verdicts = await runAnswers(
    answers.map((name) => ({ lesson: name.slice(0, 1), answer: name.slice(2) })),
    { root: house.root, stepTimeoutMs: 60_000 },
  )
  expect(verdicts.map(({ passed }) => passed)).toEqual([true, false, true, false])
  expect(verdicts[1]?.steps[1]?.diagnosis).toMatch(/^The calls went out one after another/)
  expect(verdicts[3]?.steps[0]?.message).toContain('at exercise.ts:2')
})
