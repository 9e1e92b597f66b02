import { afterEach, expect, test } from 'vitest'
import { pictures, setPictureLines } from './pictures.ts'
import { allAtOnce } from './schedules.ts'
import { sample } from './testing/traces.ts'

afterEach(() => setPictureLines(Infinity))

/** Calls of 100 ms, one after another. */
const inTurn = (calls: number): ReturnType<typeof sample> =>
  sample(Array.from({ length: calls }, (_, n) => [100 * n, 100 * n + 100] as const))

const withoutBars = (text: string): string[] =>
  text.split('\n').map((line) => line.replaceAll(/[━╸╺─\d]+/g, '·').replaceAll(/ +/g, ' '))

test('draws a row for each of a few calls, below one time axis', () => {
  setPictureLines(12)
  const seen = inTurn(4)
  expect(withoutBars(pictures(seen, allAtOnce(seen)))).toEqual([
    'wanted · ms · · · ·',
    '/· · · ms',
    '/· · · ms',
    '/· · · ms',
    '/· · · ms',
    'seen',
    '/· · · ms',
    '/· · · ms',
    '/· · · ms',
    '/· · · ms',
  ])
})

test('draws no wanted timeline that looks like the actual one', () => {
  expect(pictures(inTurn(4), inTurn(4))).toBe(pictures(inTurn(4)))
})

test('draws both timelines in rows, or both in lanes', () => {
  setPictureLines(10)
  const seen = inTurn(8)
  const said = withoutBars(pictures(seen, allAtOnce(seen)))
  expect(said).toHaveLength(10)
  expect(said.filter((line) => line.startsWith('… · more calls'))).toHaveLength(2)
  expect(said.join('\n')).not.toContain('lane')
})

test('draws many calls in lanes if all lanes fit, and explains lanes', () => {
  setPictureLines(8)
  const quicker = sample(Array.from({ length: 20 }, (_, n) => [90 * n, 90 * n + 90] as const))
  expect(withoutBars(pictures(inTurn(20), quicker))).toEqual([
    expect.stringMatching(/^wanted/),
    'lane · · · calls',
    'seen',
    'lane · · · calls',
    'A lane shows one call after another, each with the end of its URL.',
  ])
})

test('labels the bar that sums up the other calls', () => {
  setPictureLines(4)
  expect(pictures(allAtOnce(inTurn(5)))).toMatch(/… 3 more calls {2}3─+ {2}in flight$/)
})

test('leaves room for a long sentence', () => {
  setPictureLines(12)
  const seen = inTurn(4)
  const long = Array.from({ length: 6 }, () => 'word '.repeat(15).trim()).join('\n')
  expect(pictures(seen, allAtOnce(seen), long).split('\n').length).toBeLessThanOrEqual(9)
})
