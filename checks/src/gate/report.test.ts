import { expect, test } from 'vitest'
import { claim } from './claim.ts'
import { resultOf } from './report.ts'

test('has a line for each lesson with its time, and one for each claim that does not hold', () => {
  const holding = {
    place: 'lesson 01-one',
    kept: true as const,
    claims: new Map([
      ['parts', [claim(true, 'a'), claim(true, 'b')]],
      ['commands', []],
    ]),
  }
  const failing = {
    place: 'lesson 02-two',
    tookMs: 1234,
    claims: new Map([
      ['parts', [claim(true, 'c')]],
      ['answers', [claim(false, 'solution fails')]],
    ]),
  }
  const { passed, failed, output } = resultOf([holding, failing])
  expect({ passed, failed }).toEqual({ passed: 3, failed: 1 })
  expect(output.split('\n')).toEqual([
    expect.stringMatching(/^✓ lesson 01-one +unchanged {2}parts 2\/2$/u),
    expect.stringMatching(/^✗ lesson 02-two +1\.2 s {2}parts 1\/1 {2}answers 0\/1$/u),
    'lesson 02-two: solution fails',
  ])
})
