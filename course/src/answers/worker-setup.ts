// Runs in each answer's worker thread, before its check.
import '@overlap/trace/vitest'
import { setDrawingDefaults } from '@overlap/trace'
import { afterEach, beforeEach, expect } from 'vitest'
import { stepChannel, type StepNews } from './protocol.ts'

// A message of this channel leaves the thread at once, even if the next statement never ends;
// Vitest's own reports are sent in batches, and a blocked thread sends none.
const channel = new BroadcastChannel(stepChannel)
const announce = (step: string): void => {
  const news: StepNews = { stub: expect.getState().testPath ?? '', step }
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a window's, not a channel's
  channel.postMessage(news)
}

setDrawingDefaults({
  color: process.env['OVERLAP_COLOR'] === '1',
  width: Number(process.env['OVERLAP_WIDTH'] ?? 80),
})
announce('')

// Steps unlock in order: after a failure the rest is not run.
let failed = false
beforeEach((context) => {
  if (failed) context.skip('a step before it failed')
  announce(context.task.name)
})
afterEach((context) => {
  failed ||= context.task.result?.state === 'fail'
})
