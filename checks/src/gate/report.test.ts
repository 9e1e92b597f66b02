import { expect, test } from 'vitest'
import { claim } from './claim.ts'
import { resultOf } from './report.ts'

test('has a line for each lesson, and one for each claim that does not hold', () => {
  const holding = {
    place: 'lesson 01-one',
    claims: new Map([
      ['parts', [claim(true, 'a'), claim(true, 'b')]],
      ['commands', []],
    ]),
  }
  const failing = {
    place: 'lesson 02-two',
    claims: new Map([
      ['parts', [claim(true, 'c')]],
      ['answers', [claim(false, 'solution fails')]],
    ]),
  }
  const { passed, failed, output } = resultOf([holding, failing])
  expect({ passed, failed }).toEqual({ passed: 3, failed: 1 })
  expect(output.split('\n')).toEqual([
    expect.stringMatching(/^✓ lesson 01-one +parts 2\/2$/u),
    expect.stringMatching(/^✗ lesson 02-two +parts 1\/1 {2}answers 0\/1$/u),
    'lesson 02-two: solution fails',
  ])
})
