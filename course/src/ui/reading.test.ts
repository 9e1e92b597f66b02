import { expect, test } from 'vitest'
import { fakeScreen } from './fake-screen.ts'
import type { AfterReading } from './pager.ts'
import { readAndAsk } from './reading.ts'
import type { Screen } from './screen.ts'

const parts = [
  { type: 'text', text: 'Text.' },
  { type: 'question', title: 'Why?', folded: 'Because.' },
  { type: 'question', title: 'How?', folded: 'Thus.' },
  { type: 'text', text: 'More.' },
] as const

const ask = '[Any key shows the answer, s skips it, q quits.]'

test('shows an answer when a key is pressed', async () => {
  const screen = fakeScreen(['space', 'x'])
  await readAndAsk(parts, screen, printedOn(screen))
  expect(screen.shown.filter((line) => line !== '')).toEqual([
    'Text.',
    'Why?',
    ask,
    'Because.',
    'How?',
    ask,
    'Thus.',
    'More.',
  ])
})

test('ends with q at a question, without its answer', async () => {
  const screen = fakeScreen(['space', 'q'])
  await readAndAsk(parts, screen, printedOn(screen))
  expect(screen.shown.filter((line) => line !== '')).toEqual([
    'Text.',
    'Why?',
    ask,
    'Because.',
    'How?',
    ask,
  ])
})

test('skips an answer with s', async () => {
  const screen = fakeScreen(['s', 'q'])
  await readAndAsk(parts, screen, printedOn(screen))
  expect(screen.shown.filter((line) => line !== '')).toEqual(['Text.', 'Why?', ask, 'How?', ask])
})

test('lets the reader leave a long answer, and opens what is no question', async () => {
  const screen = fakeScreen(['space'])
  const left: string[] = []
  await readAndAsk(
    [{ type: 'fold', title: 'The output', folded: 'It is long.' }, ...parts],
    screen,
    (text) => {
      left.push(text)
      return Promise.resolve('quit')
    },
  )
  expect(left).toEqual(['It is long.'])
  expect(screen.shown).toEqual(['The output', '', '[Any key shows it, s skips it, q quits.]'])
})

test('ends when the reader has left the text', async () => {
  const screen = fakeScreen([])
  await readAndAsk(parts, screen, () => Promise.resolve('quit'))
  expect(screen.shown).toEqual([])
})

const printedOn =
  (screen: Screen) =>
  (text: string): Promise<AfterReading> => {
    screen.print(text)
    return Promise.resolve('on')
  }
