import { readdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test, vi } from 'vitest'
import { makeHouse } from '../../test/house.ts'
import type { House } from '../house.ts'
import { runAnswers, startRunner } from './runner.ts'
import type { Verdict } from './verdict.ts'

// Each is a run of its own; a busy machine takes its time.
vi.setConfig({ testTimeout: 60_000 })

const write = (house: House, text: string): void =>
  writeFileSync(path.join(house.lessonsDir, '02-double-it/exercise.ts'), text)

const exercise = [{ lesson: '2', answer: 'exercise' }]

/** More time than any answer needs that ends, on the busiest machine. */
const stepTimeoutMs = 60_000

test('checks answers of several lessons in one run, each with the verdict it deserves', async () => {
  const house = makeHouse()
  const answers = [
    '1/starter',
    '1/solution',
    '1/wrong-in-order',
    '1/wrong-leaks',
    '2/wrong-adds',
    '2/solution',
  ]
  const verdicts = await runAnswers(
    answers.map((name) => ({ lesson: name.slice(0, 1), answer: name.slice(2) })),
    { root: house.root, stepTimeoutMs },
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
  expect(verdicts[4]?.steps[1]?.message).toContain('expected 5 to be 6')
})

test('keeps an endless loop from holding up the answers beside it', async () => {
  const house = makeHouse()
  const verdicts = await runAnswers(
    ['solution', 'wrong-loops', 'wrong-adds'].map((answer) => ({ lesson: '2', answer })),
    { root: house.root },
  )
  expect(verdicts.map(({ passed }) => passed)).toEqual([true, false, false])
  expect(verdicts[1]?.problem).toMatchObject({ kind: 'endless-loop' })
  expect(verdicts[1]?.problem?.message).toContain('in the step "doubles 2"')
  expect(verdicts[2]?.steps).toHaveLength(3)
})

test('says that a step failed also when the error is an AggregateError without errors', async () => {
  const house = makeHouse()
  write(
    house,
    'export const double = (n: number): number => {\n  if (n === 3) throw new AggregateError([])\n  return 2 * n\n}\n',
  )
  const [verdict] = await runAnswers(exercise, { root: house.root, stepTimeoutMs })
  expect(verdict?.steps.map(({ state }) => state)).toEqual(['passed', 'failed', 'not-run'])
  expect(verdict?.steps[1]?.message).toContain('AggregateError that has no errors')
})

test.each([
  ['a timer', "setTimeout(() => { throw new Error('late') }, 5)"],
  ['a promise', "void Promise.reject(new Error('late'))"],
])('does not pass an answer whose simulations leave an error of %s', async (_, statement) => {
  const house = makeHouse()
  writeFileSync(
    path.join(house.lessonsDir, '02-double-it/check.test.ts'),
    `import { simulate } from '@overlap/mock-server'
import { expect, test } from 'vitest'
import { double } from '#lesson'
test('doubles 2', async () => expect((await simulate({}, () => double(2))).value).toBe(4))`,
  )
  write(house, `export const double = (n: number): number => {\n  ${statement}\n  return 2 * n\n}`)
  const [verdict] = await runAnswers(exercise, { root: house.root, stepTimeoutMs })
  expect(verdict?.passed).toBe(false)
  expect(verdict?.problem?.message).toMatch(
    /^Your code threw an error in a promise or a timer, and nothing caught it[^]+late[^]+exercise\.ts:2/,
  )
})

test('says in which step a promise was never settled', async () => {
  const house = makeHouse()
  const [verdict] = await runAnswers([{ lesson: '2', answer: 'wrong-waits' }], {
    root: house.root,
  })
  expect(verdict?.problem?.kind).toBe('timeout')
  expect(verdict?.steps[0]?.message).toMatch(/^"doubles 2" had not ended after 4 s/)
})

test('stays warm, sees every change of the files, and survives whatever they do', async () => {
  const house = makeHouse()
  using runner = startRunner({ root: house.root })
  const check = async (text: string): Promise<Verdict> => {
    write(house, text)
    const [verdict] = await runner.run(exercise)
    return verdict!
  }
  expect((await check('export const double = (n: number) => 2 * n')).passed).toBe(true)
  expect((await check('export const double = (n: number) => 2 + n')).passed).toBe(false)
  expect((await check('export const double = (')).problem?.kind).toBe('syntax')
  // As a loop for the runner, and nothing for the machine to do.
  const blocks = 'Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0)'
  expect((await check(`${blocks}\nexport const double = 1`)).problem).toMatchObject({
    kind: 'endless-loop',
    message: expect.stringContaining('while it was loading') as string,
  })
  write(house, "import { two } from './helper.ts'\nexport const double = (n: number) => two * n")
  expect((await runner.run(exercise))[0]?.problem).toMatchObject({
    kind: 'import',
    message: expect.stringContaining('imports "./helper.ts", which does not exist') as string,
  })
  const helper = path.join(house.lessonsDir, '02-double-it/helper.ts')
  writeFileSync(helper, 'export const two = 3')
  expect((await runner.run(exercise))[0]?.passed).toBe(false)
  writeFileSync(helper, 'export const two = 2')
  expect((await runner.run(exercise))[0]?.passed).toBe(true)
})

test('tells an answer that waits while it is loaded from one that loops', async () => {
  const house = makeHouse()
  using runner = startRunner({ root: house.root, stepTimeoutMs: 3000 })
  const check = async (line: string): Promise<unknown> => {
    write(house, `${line}\nexport const double = (n: number) => 2 * n`)
    return (await runner.run(exercise))[0]?.problem
  }
  expect(await check('await new Promise(() => {})')).toMatchObject({
    kind: 'timeout',
    message: expect.stringMatching(
      /^exercise\.ts was still loading .* an `await` at its/,
    ) as string,
  })
  expect(await check('while (true) {}')).toMatchObject({ kind: 'endless-loop' })
})

test('shows what the answer wrote to the streams of its process, and cuts what is too long', async () => {
  const house = makeHouse()
  write(
    house,
    "process.stdout.write('a'); process.stdout.write('b\\n'); process.stderr.write('c\\n')\n" +
      "export const double = (n: number) => {\n  console.log('x'.repeat(5e6))\n  return 2 * n\n}",
  )
  const [verdict] = await runAnswers(exercise, { root: house.root, stepTimeoutMs })
  expect(verdict?.passed).toBe(true)
  expect(verdict?.output.slice(0, 2)).toEqual(['ab', 'c'])
  expect(verdict?.output.at(-1)).toMatch(/^\(cut: your code printed 15,000,008 bytes/)
  expect(verdict?.output.join('\n').length).toBeLessThan(1000)
})

test('hands on what the answer printed, and leaves no files behind', async () => {
  const house = makeHouse()
  write(house, "export const double = (n: number) => {\n  console.log('n', n)\n  return 2 * n\n}")
  const [verdict] = await runAnswers(exercise, { root: house.root, stepTimeoutMs })
  expect(verdict?.passed).toBe(true)
  expect(verdict?.output).toEqual(['n 2', 'n 3', 'n 0'])
  expect(readdirSync(path.join(house.overlapDir, 'runs'))).toEqual([])
})

test('hands on a printed error with the frames of the lesson alone', async () => {
  const house = makeHouse()
  write(house, "console.error(new Error('late'))\nexport const double = (n: number) => 2 * n")
  const [verdict] = await runAnswers(exercise, { root: house.root, stepTimeoutMs })
  expect(verdict?.output[0]).toBe('Error: late')
  expect(verdict?.output.filter((line) => line.includes(' at '))).toEqual([
    expect.stringContaining('02-double-it/exercise.ts:1:'),
  ])
})

test('names the answers that there are when asked for another', async () => {
  const house = makeHouse()
  await expect(
    runAnswers([{ lesson: '2', answer: 'wrong' }], { root: house.root }),
  ).rejects.toThrow(
    'answers are: exercise, starter, solution, wrong-adds, wrong-loops, wrong-waits',
  )
})

test('checks answers in a folder whose name needs to be escaped in a URL', async () => {
  const house = makeHouse(process.platform === 'win32' ? 'C# 100%25 ü' : 'C# what? 100%25 ü')
  write(house, 'export const double = (n: number) => {\n  throw new Error("mine")\n}')
  const answers = ['1/solution', '1/wrong-in-order', '2/solution', '2/exercise']
  const verdicts = await runAnswers(
    answers.map((name) => ({ lesson: name.slice(0, 1), answer: name.slice(2) })),
    { root: house.root, stepTimeoutMs },
  )
  expect(verdicts.map(({ passed }) => passed)).toEqual([true, false, true, false])
  expect(verdicts[1]?.steps[1]?.diagnosis).toMatch(/^The calls went out one after another/)
  expect(verdicts[3]?.steps[0]?.message).toContain('at exercise.ts:2')
})
