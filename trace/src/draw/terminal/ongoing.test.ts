import { expect, test } from 'vitest'
import { callOf, traceOf } from '../../testing/traces.ts'
import { drawTimeline } from './timeline.ts'

test('a picture of a trace that goes on tells a pending call by its bar alone', () => {
  const some = traceOf([callOf(0, 0, 100), callOf(1, 50, undefined)], { nowMs: 90 })
  expect(drawTimeline(some)).toContain('pending\n')
  const [first, second] = drawTimeline(some, { ongoing: true }).split('\n')
  expect(second).toMatch(/━…? +40 ms$/)
  expect(second).toHaveLength(first?.length ?? 0)
})
