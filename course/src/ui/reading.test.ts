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

const ask = '[Space: show the answer   q: skip it   Ctrl-C: quit]'

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

test('skips an answer with q, and goes on', async () => {
  const screen = fakeScreen(['q', 'space'])
  await readAndAsk(parts, screen, printedOn(screen))
  expect(screen.shown.filter((line) => line !== '')).toEqual([
    'Text.',
    'Why?',
    ask,
    'How?',
    ask,
    'Thus.',
    'More.',
  ])
})

test('ends with Ctrl-C at a question, without its answer', async () => {
  const screen = fakeScreen(['space', 'quit'])
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

test.each([
  ['at the end', ['space', 'space']],
  ['after a reader quits', ['quit']],
])('prints the task again %s', async (_, keys) => {
  const screen = fakeScreen(keys)
  await readAndAsk(parts, screen, printedOn(screen), 'Your task')
  expect(screen.shown.slice(-2)).toEqual(['', 'Your task'])
})

test('waits for a key before it prints the task, if the end of the text is on the screen', async () => {
  const screen = fakeScreen(['space', 'space', 'space'])
  const printed = async (text: string): Promise<AfterReading> => {
    await printedOn(screen)(text)
    return 'printed'
  }
  await readAndAsk(parts, screen, printed, 'Your task')
  expect(screen.shown.slice(-4)).toEqual(['More.', '[(end)   Space: done]', '', 'Your task'])
})

test('says which part is the last: no other follows that the reader could skip to', async () => {
  const screen = fakeScreen(['space', 'space'])
  const last: boolean[] = []
  await readAndAsk(parts, screen, (_, isLast) => {
    last.push(isLast)
    return Promise.resolve('on')
  })
  expect(last).toEqual([false, false, false, true])
})

test('lets the reader leave a long answer, and opens what is not a question', async () => {
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
  expect(screen.shown).toEqual(['The output', '', '[Space: show it   q: skip it   Ctrl-C: quit]'])
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
