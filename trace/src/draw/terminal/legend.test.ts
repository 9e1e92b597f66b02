import { expect, test } from 'vitest'
import { callOf, traceOf } from '../../testing/traces.ts'
import { drawTimeline } from './timeline.ts'

const some = traceOf([
  callOf(0, 0, 100, { headersMs: 40 }),
  callOf(1, 0, 200, { server: { arrivedMs: 0, queuedMs: 0, startedMs: 100, doneMs: 200 } }),
  callOf(2, 0, 150),
])

test('a legend explains what is drawn', () => {
  expect(drawTimeline(some)).toContain('━ in flight   █ body   · queued in the server\n')
})

test('a legend leaves out the kinds that no row shows', () => {
  expect(drawTimeline(some, { maxRows: 2 })).toContain('━ in flight   █ body\n')
  expect(drawTimeline(some, { maxRows: 0 })).not.toContain('body')
})
