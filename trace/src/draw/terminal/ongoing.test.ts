import { expect, test } from 'vitest'
import { callOf, traceOf } from '../../testing/traces.ts'
import { drawTimeline } from './timeline.ts'

test('in an ongoing picture, only its bar shows that a call is pending', () => {
  const some = traceOf([callOf(0, 0, 100), callOf(1, 50, undefined)], { nowMs: 90 })
  expect(drawTimeline(some)).toContain('pending\n')
  const [first, second] = drawTimeline(some, { ongoing: true }).split('\n')
  expect(second).toMatch(/━…? +40 ms$/)
  expect(second).toHaveLength(first?.length ?? 0)
})
