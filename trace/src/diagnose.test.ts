import { expect, onTestFinished, test } from 'vitest'
import { diagnose, Misconception } from './diagnose.ts'
import { sample } from './testing/traces.ts'
import { setPictureLines } from './pictures.ts'
import { inPool } from './schedules.ts'

const seen = sample([
  [0, 100],
  [100, 150],
])

function thrownBy(work: () => void): unknown {
  try {
    work()
  } catch (error) {
    return error
  }
  return undefined
}

test('does not throw if no mistake happened', () => {
  expect(thrownBy(() => diagnose(seen, [[false, 'no']]))).toBeUndefined()
  expect(thrownBy(() => diagnose(seen, []))).toBeUndefined()
})

test('names the first mistake that happened, with both timelines', () => {
  const mistakes = [
    [false, 'not this'],
    [true, 'You made batches.'],
    [true, 'nor this'],
  ] as const
  const error = thrownBy(() => diagnose({ trace: seen }, mistakes, inPool(seen, 2)))
  expect(error).toBeInstanceOf(Misconception)
  expect(error).toMatchObject({ name: 'Misconception', diagnosis: 'You made batches.' })
  expect(error).toHaveProperty(
    'message',
    expect.stringMatching(
      /^You made batches\.\n\nwanted\n[^]*makespan 100 ms[^]*\n\nseen\n[^]*makespan 150 ms/,
    ),
  )
})

test('shows only the actual timeline if there is no wanted timeline', () => {
  const error = thrownBy(() => diagnose(seen, [[true, 'Why?']]))
  expect(error).toHaveProperty('message', expect.stringMatching(/^Why\?\n\nseen\n/))
})

test('draws only rows, and fewer rows, if the terminal has few lines', () => {
  const ten = sample(Array.from({ length: 10 }, (_, n) => [100 * n, 100 * n + 150] as const))
  onTestFinished(() => setPictureLines(Infinity))
  const linesWith = (most: number): number => {
    setPictureLines(most)
    const error = thrownBy(() => diagnose(ten, [[true, 'Why?']], inPool(ten, 2)))
    return (error as Error).message.split('\n\n').slice(1).join('\n\n').split('\n').length
  }
  const full = linesWith(Infinity)
  expect(linesWith(full)).toBe(full)
  expect(linesWith(full - 1)).toBeLessThan(full)
  expect(linesWith(12)).toBeLessThanOrEqual(12)
  // Each timeline has a title and 2 lanes. The last line explains lanes.
  expect(linesWith(1)).toBe(7)
})

test('shows no picture if no calls were made and there is no wanted timeline', () => {
  const none = sample([])
  const said = (wanted?: typeof seen): unknown =>
    thrownBy(() => diagnose(none, [[true, 'No heartbeat came through.']], wanted))
  expect(said()).toHaveProperty('message', 'No heartbeat came through.')
  expect(said(seen)).toHaveProperty('message', expect.stringMatching(/wanted\n[^]*seen\nNo calls/))
})

const bug = new TypeError('x is not a function')

test.each([
  ['a rejection', { reason: bug }],
  ['an unhandled rejection', { unhandled: [undefined, bug] }],
])('keeps the bug behind %s as its cause, even with a scenario', (_, ending) => {
  const error = thrownBy(() => diagnose({ trace: seen, ...ending }, [[true, 'Why?']]))
  expect((error as Misconception).cause).toBe(bug)
  expect((error as Misconception).triedWith('two items').cause).toBe(bug)
})

test('has no cause if the run did not fail because of a bug', () => {
  const error = thrownBy(() =>
    diagnose({ trace: seen, reason: new Error('503'), unhandled: ['no'] }, [[true, 'Why?']]),
  )
  expect(error).not.toHaveProperty('cause')
})
