import { expect, test } from 'vitest'
import { withLeftovers } from './units.ts'

const passed = { passed: 3, failed: 0, skipped: [], output: 'fine' }

test('tests that leave files behind have failed', () => {
  expect(withLeftovers(passed, ['tsx-0'])).toEqual({
    ...passed,
    failed: 1,
    output: 'fine\nThe tests left files in the temporary folder: tsx-0.\n',
  })
  expect(withLeftovers(passed, [])).toEqual(passed)
})
