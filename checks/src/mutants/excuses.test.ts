import { expect, test } from 'vitest'
import { diffOf, excuses, readExcuses } from './excuses.ts'
import type { Mutant } from './mutant.ts'

const mutant = (was: string[], is: string[]): Mutant => ({
  mutator: 'Any',
  from: 0,
  to: 1,
  line: 1,
  was,
  is,
  text: is.join('\n'),
})

test('reads each change with the reason below it', () => {
  const markdown = [
    '# Mutants',
    '',
    '```diff',
    '- one(1)',
    '+ one(2)',
    '- two(1)',
    '- two(2)',
    '+ ;',
    '```',
    '',
    'Both are',
    'the same.',
    '',
    '```diff',
    '- three()',
    '```',
    '',
    'Nothing waits for it.',
    '',
  ].join('\n')
  expect(readExcuses(markdown)).toEqual([
    { was: 'one(1)', is: 'one(2)', reason: 'Both are the same.' },
    { was: 'two(1) two(2)', is: ';', reason: 'Both are the same.' },
    { was: 'three()', is: '', reason: 'Nothing waits for it.' },
  ])
  expect(readExcuses('')).toEqual([])
})

test.each([
  [['a()'], ['b()']],
  [['if (a) {', 'b()', '…', '}'], ['if (a) {}']],
  [[`if (a) throw new Error('${'word '.repeat(30)}end')`], [`throw 'x'`]],
  [[`- 1`], ['+ 1']],
])('what is printed about %j excuses it', (was, is) => {
  const printed = diffOf(mutant(was, is))
  expect(Math.max(...printed.map(({ length }) => length))).toBeLessThanOrEqual(80)
  const list = readExcuses(`\`\`\`diff\n${printed.join('\n')}\n\`\`\`\n\nA reason.\n`)
  expect(list).toHaveLength(1)
  expect(excuses(list[0]!, mutant(was, is))).toBe(true)
  expect(excuses(list[0]!, mutant(was, ['c()']))).toBe(false)
  expect(excuses(list[0]!, mutant(['c()'], is))).toBe(false)
})
