import { expect, test, vi } from 'vitest'
import type { Verdict } from '../answers/verdict.ts'
import { verdictLines } from './verdict-lines.ts'

vi.stubEnv('NO_COLOR', '1')

const verdict: Verdict = { lesson: '02', answer: 'exercise', passed: false, steps: [], output: [] }

test('shows what passed, failed and is not reached, then the pictures, and why last', () => {
  const lines = verdictLines({
    ...verdict,
    steps: [
      { title: 'first', level: 'task', state: 'passed' },
      {
        title: 'second',
        level: 'task',
        state: 'failed',
        message: 'It was late.\n\nwanted\n━━',
        diagnosis: 'It was late.',
      },
      { title: 'third', level: 'task', state: 'not-run' },
    ],
  })
  expect(lines.join('\n')).toBe(
    [
      '  ✓ first',
      '  ✗ second',
      '  · third (not yet)',
      '',
      '    wanted',
      '    ━━',
      '',
      '    It was late.',
    ].join('\n'),
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

test('ends with the message of a failed step when it is the last', () => {
  const failed = { title: 'only', level: 'task', state: 'failed', message: 'Late.' } as const
  const problem = { kind: 'crash', message: 'Nobody caught it.' } as const
  const step = ['  ✗ only', '', '    Late.']
  expect(verdictLines({ ...verdict, steps: [failed] })).toEqual(step)
  expect(verdictLines({ ...verdict, steps: [failed], problem })).toEqual([
    ...step,
    '',
    '  ✗ Nobody caught it.',
  ])
})

test('says once that a step timed out', () => {
  const lines = verdictLines({
    ...verdict,
    steps: [{ title: 'first', level: 'task', state: 'failed', message: '"first" had not ended.' }],
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
