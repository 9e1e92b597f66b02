import { stripVTControlCharacters } from 'node:util'
import stringWidth from 'string-width'
import { expect, test } from 'vitest'
import { diffLines, type Side } from './diff-lines.ts'

const side = (name: string, text: string, from = 1): Side => ({
  name,
  lines: text.split('\n').map((text, n) => ({ text, number: from + n })),
})

const yours = side('exercise.ts', 'one\ntwo\nthree\nfour\nfive\nsix\nseven\neight\nnine\nten')
const solution = side(
  'solution.ts',
  'one\n2\nthree\nfour\nfive\nsix\nseven\neight\nnine\n10\neleven',
  100,
)

const drawn = (columns: number, a = yours, b = solution): string =>
  diffLines(a, b, columns).map(stripVTControlCharacters).join('\n')

test('puts what is yours above what is of the solution, with the lines of the files', () => {
  expect(drawn(119)).toMatchInlineSnapshot(`
    "- yours     exercise.ts
    + solution  solution.ts

    from line 1, in the solution from line 100:
     one
    -two
    +2
     three
     four
     five

    from line 7, in the solution from line 106:
     seven
     eight
     nine
    -ten
    +10
    +eleven
    "
  `)
})

test('stands side by side on a wide terminal', () => {
  expect(drawn(120)).toMatchInlineSnapshot(`
    "Yours: exercise.ts                                         │ Solution: solution.ts

      1   one                                                  │ 100   one
      2 - two                                                  │ 101 + 2
      3   three                                                │ 102   three
      4   four                                                 │ 103   four
      5   five                                                 │ 104   five

      7   seven                                                │ 106   seven
      8   eight                                                │ 107   eight
      9   nine                                                 │ 108   nine
     10 - ten                                                  │ 109 + 10
                                                               │ 110 + eleven
    "
  `)
})

test('keeps each side within its half', () => {
  const long = 'const somewhat = longer + than.the(half, ofTheTerminal) // 日本語 '.repeat(3)
  const lines = drawn(120, side('a', `\t${long}`), side('b', `  ${long}more`)).split('\n')
  expect(lines.filter((line) => stringWidth(line) > 120)).toEqual([])
  expect(
    new Set(lines.filter(Boolean).map((line) => stringWidth(line.split('│')[0] ?? ''))),
  ).toEqual(new Set([59]))
})

test.each([80, 120])('says when the code is the same, in %i columns', (columns) => {
  expect(drawn(columns, yours, { ...yours, name: 'solution.ts' })).toBe(
    "Your code is the same as the solution's code.\n",
  )
})

test.each([80, 120])('shows a side that is empty, in %i columns', (columns) => {
  const text = drawn(columns, { name: 'exercise.ts', lines: [] }, side('solution.ts', 'one'))
  expect(text).toMatch(columns === 80 ? /^\+one$/m : /│ 1 \+ one$/m)
})
