import { expect, test } from 'vitest'
import { actAbout, compare } from './compare.ts'
import type { ActSummary } from './settings.ts'

const act = (title: string, makespanMs: number, peakInFlight: number): ActSummary => ({
  title,
  calls: 3,
  makespanMs,
  peakInFlight,
  sequentialMs: 600,
  slowestMs: 300,
})
const acts = [act('In order', 605, 1), act('All at once', 302, 3)]

test('shows prediction, theory and measurement side by side', () => {
  expect(compare(act('In order', 1205, 1), { makespanMs: 600, peakInFlight: 3 }, true)).toBe(
    [
      '"In order"',
      '                                makespan   in flight',
      '  you predicted                   600 ms           3',
      '  theory: one after another       600 ms           1',
      '  theory: all at once             300 ms           3',
      '  measured                       1205 ms           1',
      '  You predicted 50 % less time than it took.',
      '  You predicted 3 in flight, but there were 1.',
    ].join('\n'),
  )
})

test('leaves out what was not predicted', () => {
  const text = compare(act('In order', 605, 1), { makespanMs: 610 }, true)
  expect(text).toMatch(/you predicted +610 ms +–/)
  expect(text).toContain('Your time is right, within 5 %.')
  expect(text).not.toContain('in flight is right')
})

test('leaves out a theory that explains nothing', () => {
  const text = compare(act('In order', 605, 1), { makespanMs: 600 }, false)
  expect(text).not.toContain('theory')
  expect(text).toMatch(/you predicted .*\n {2}measured /)
})

test('compares with the act that was asked about', () => {
  expect(actAbout(acts, { makespanMs: 600 }, 'All at once')?.title).toBe('All at once')
})

test('compares with the nearest act when none was asked about', () => {
  expect(actAbout(acts, { makespanMs: 280 }, undefined)?.title).toBe('All at once')
  expect(actAbout(acts, { peakInFlight: 1 }, undefined)?.title).toBe('In order')
  expect(actAbout([], { makespanMs: 1 }, undefined)).toBeUndefined()
})
