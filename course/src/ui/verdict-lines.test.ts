import { expect, test, vi } from 'vitest'
import type { Step, Verdict } from '../answers/verdict.ts'
import { verdictLines } from './verdict-lines.ts'

vi.stubEnv('NO_COLOR', '1')

const verdict: Verdict = { lesson: '02', answer: 'exercise', passed: false, steps: [], output: [] }

const step = (title: string, state: Step['state'], message?: string): Step => ({
  title,
  level: 'task',
  state,
  ...(message !== undefined && { message }),
})
const star = (title: string, state: Step['state'], message?: string): Step => ({
  ...step(title, state, message),
  level: 'further',
})

const late = 'It was late.\n\nwanted\n━━\n\nseen\n━━━'

test('ends with the failed step and its message, below what passed and the pictures', () => {
  const steps = [
    step('first', 'passed'),
    step('second', 'failed', late),
    step('third', 'not-run'),
    step('fourth', 'not-run'),
    star('fifth', 'not-run'),
  ]
  expect(verdictLines({ ...verdict, steps }, { notes: ['  a note'], width: 40 })).toEqual([
    '  ✓ first',
    '  ✗ second       2 more steps after this',
    '',
    '    wanted',
    '    ━━',
    '',
    '    seen',
    '    ━━━',
    '',
    '  a note',
    '',
    '  ✗ second',
    '',
    '    It was late.',
  ])
})

test('breaks a long title, and says behind it what follows', () => {
  const last = step('a title that is much too long for a line of 40 columns', 'failed', 'No.')
  const steps = [last, star('one', 'not-run'), star('two', 'not-run')]
  expect(verdictLines({ ...verdict, steps }, { width: 45 }).slice(0, 2)).toEqual([
    '  ✗ a title that is much too long for a line',
    '    of 40 columns     2 stars left after this',
  ])
})

test('says in a line of its own what follows a title that needs the whole line', () => {
  const last = step('a title that needs the whole line', 'failed', 'No.')
  const steps = [last, star('one', 'not-run'), star('two', 'not-run')]
  expect(verdictLines({ ...verdict, steps }, { width: 40 }).slice(0, 2)).toEqual([
    '  ✗ a title that needs the whole line',
    '    2 stars left after this',
  ])
})

const passedTask = {
  ...verdict,
  passed: true,
  steps: [
    step('first', 'passed'),
    star('one', 'passed'),
    star('two', 'failed', late),
    star('three', 'failed', 'It hangs. It never ends.'),
  ],
}

test('shows the stars once the task is done, and the message of the first that is open', () => {
  expect(verdictLines(passedTask, { width: 40 })).toEqual([
    '  ✓ first',
    '',
    '  ★ 1. one',
    '  ☆ 2. two',
    '  ☆ 3. three',
    '       It hangs. It never ends.',
    '',
    '  ☆ 2. two',
    '',
    '    wanted',
    '    ━━',
    '',
    '    seen',
    '    ━━━',
    '',
    '    It was late.',
  ])
})

test('shows no message of an untouched star, unless it is the one to explain', () => {
  const steps = passedTask.steps.map((step) =>
    step.state === 'failed' ? { ...step, isUntouched: true as const } : step,
  )
  const titles = ['  ✓ first', '', '  ★ 1. one', '  ☆ 2. two', '  ☆ 3. three']
  expect(verdictLines({ ...passedTask, steps }, { width: 40 })).toEqual(titles)
  expect(verdictLines({ ...passedTask, steps }, { explained: steps[3], width: 40 })).toEqual([
    ...titles,
    '',
    '    It hangs. It never ends.',
  ])
})

test.each([40, 60, 80])('keeps titles of 100 columns within %i', (width) => {
  const title = 'words '.repeat(17).trim()
  const pictured = `${title}.\n\nseen${'\n━'.repeat(9)}`
  const done = [step(title, 'passed'), star(title, 'passed'), star(title, 'failed', pictured)]
  const stars = [...done, star(title, 'failed', 'No.')]
  const failed = [step(title, 'passed'), step(title, 'failed', pictured), step(title, 'not-run')]
  const lines = [
    ...verdictLines({ ...verdict, passed: true, steps: stars }, { width }),
    ...verdictLines({ ...verdict, steps: failed }, { width }),
  ]
  expect(lines.filter((line) => line.length > width)).toEqual([])
  expect(lines.filter((line) => /^ {4}(?: {3})?words/.test(line)).length).toBeGreaterThan(7)
})

test('repeats the title of a star below a tall picture, so that it stays in view', () => {
  const tall = star('two', 'failed', `It was late.\n\nseen${'\n━━━'.repeat(8)}`)
  const steps = [step('first', 'passed'), tall]
  const lines = verdictLines({ ...passedTask, steps }, { notes: ['  a note'], width: 40 })
  expect(lines.filter((line) => line !== '    ━━━')).toEqual([
    '  ✓ first',
    '',
    '  ☆ 1. two',
    '',
    '  a note',
    '',
    '  ☆ 1. two',
    '',
    '    seen',
    '',
    '  ☆ 1. two',
    '',
    '    It was late.',
  ])
})

test('shows the whole message of the star that is explained, and a line of every other', () => {
  const explained = passedTask.steps[3]
  expect(verdictLines(passedTask, { explained, width: 40 })).toEqual([
    '  ✓ first',
    '',
    '  ★ 1. one',
    '  ☆ 2. two',
    '       It was late.',
    '  ☆ 3. three',
    '',
    '    It hangs. It never ends.',
  ])
})

test.each([
  ['Products 2, 1 are late. Wait for them all.', 'Products 2, 1 are late.'],
  ['The URLs were for the products 1, 2, 3, 4', 'The URLs were for the products 1…'],
  ['The URLs were for the products: 1, 2, 3, 4', 'The URLs were for the products…'],
  ['abcdefghijklmnopqrstuvwxyz-abcdefghijklmnop', 'abcdefghijklmnopqrstuvwxyz-abcdef…'],
])('shortens the line of a further star: %s', (message, line) => {
  const steps = [
    step('first', 'passed'),
    star('two', 'failed', late),
    star('three', 'failed', message),
  ]
  expect(verdictLines({ ...verdict, passed: true, steps }, { width: 41 })).toContain(
    `       ${line}`,
  )
})

test('shows a problem with all its lines', () => {
  const problem = { kind: 'syntax', message: 'Not valid.\nWhy.\n\n  1 | a\n    | ^' } as const
  expect(verdictLines({ ...verdict, problem })).toEqual([
    '  ✗ Not valid.',
    '    Why.',
    '',
    '      1 | a',
    '        | ^',
  ])
})

test('shows a problem below the step that failed', () => {
  const problem = { kind: 'crash', message: 'Nobody caught it.' } as const
  const steps = [step('only', 'failed', 'Late.')]
  expect(verdictLines({ ...verdict, steps, problem })).toEqual([
    '  ✗ only',
    '',
    '    Late.',
    '',
    '  ✗ Nobody caught it.',
  ])
})

test('says once that a step timed out', () => {
  const lines = verdictLines({
    ...verdict,
    steps: [step('first', 'failed', '"first" had not ended.')],
    problem: { kind: 'timeout', message: '"first" had not ended.' },
  })
  expect(lines.filter((line) => line.includes('had not ended'))).toHaveLength(1)
})

test('shows the beginning of a long output', () => {
  const lines = verdictLines({
    ...verdict,
    output: Array.from({ length: 30 }, (_, i) => `line ${i}`),
  })
  expect(lines).toContain('  │ line 19')
  expect(lines).toContain('  │ … and 10 more')
  expect(lines).not.toContain('  │ line 20')
})
