import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { checkDemo, type PlayedDemo } from './check-demo.ts'
import { writeSampleLesson } from './sample-lesson.ts'

const question = 'How many calls are sent after `Promise.all` rejects?'
const readme = `# Lesson

## Predict

A call takes 100 ms.

1. When is it over?
2. How many calls are *sent
   after* \`Promise.all\` rejects?

Write two numbers down.

## Run it
`
const code = (lines: number): string =>
  Array.from({ length: lines }, () => '    await fetch(url)').join('\n')
const demo = (lines: number): string =>
  `  await stage.act('An act', async (api) => {\n${code(lines)}\n  })\n`
const played: PlayedDemo = {
  answers: [{ question: 'When is it over?' }, { question }],
  acts: [{ title: 'An act' }],
}

const problems = (text: string, page: string, ended: PlayedDemo = played): string[] =>
  checkDemo({ demo: text, readme: page }, ended).flatMap(({ holds, problem }) =>
    holds ? [] : [problem],
  )

test('takes a demo that asks what the README asks, whatever is emphasised there', () => {
  expect(problems(demo(3), readme)).toEqual([])
  expect(problems(demo(8), readme.replaceAll('*', '_'))).toEqual([])
})

test('names questions that differ', () => {
  const other = readme.replace('When is', 'Where is')
  expect(problems(demo(3), other)).toEqual([
    expect.stringMatching(
      /"Predict", asks other questions[^]+ {4}Where is[^]+ {4}When is it over\?/u,
    ),
  ])
  expect(problems(demo(3), readme.replace('2. How', 'How'))).toHaveLength(1)
})

test.each([0, 4])('names a demo that asks %i questions', (count) => {
  const answers = Array.from({ length: count }, () => ({ question: 'When?' }))
  expect(problems(demo(3), readme, { ...played, answers })).toContainEqual(
    `demo.ts asks ${count} questions (\`predict\`): expected 1 to 3`,
  )
})

test.each([2, 9])('names an act with %i lines of code', (lines) => {
  expect(problems(demo(lines), readme)).toEqual([
    `demo.ts, act "An act": the function written after the title has ${lines} lines: expected 3 to 8, shown above the picture`,
  ])
})

test('names a line of code that a terminal would break', () => {
  const long = `const text = '${'x'.repeat(64)}'`
  expect(long).toHaveLength(79)
  const found = problems(demo(3).replace('await fetch(url)', long), readme)
  expect(found).toEqual([expect.stringMatching(/longer than 78 columns[^]+const text = 'x/u)])
})

test('finds nothing wrong with a new lesson', () => {
  using sample = writeSampleLesson()
  const [text = '', page = ''] = ['demo.ts', 'README.md'].map((file) =>
    readFileSync(join(sample.dir, file), 'utf8'),
  )
  const answers = [{ question: 'WRITE: a question whose answer is a number?' }]
  expect(problems(text, page, { answers, acts: [{ title: 'WRITE: a title' }] })).toEqual([])
})
