// Runs in each answer's worker thread, before its check.
import { onSimulated } from '@overlap/mock-server'
import '@overlap/trace/vitest'
import { setDrawingDefaults } from '@overlap/trace'
import { afterAll, afterEach, beforeEach, expect } from 'vitest'
import { AnswerGuard, answerLoaded, escapedError } from './answer-guard.ts'
import { beatMs, stepChannel, type StepNews } from './protocol.ts'
import { showDirectOutput } from './direct-output.ts'

// A message of this channel leaves the thread at once, even if the next statement never ends;
// Vitest's own reports are sent in batches, and a blocked thread sends none.
const channel = new BroadcastChannel(stepChannel)
let step = ''
const announce = (kind: StepNews['kind']): void => {
  const news: StepNews = { kind, stub: expect.getState().testPath ?? '', step }
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a window's, not a channel's
  channel.postMessage(news)
}

setDrawingDefaults({
  color: process.env['OVERLAP_COLOR'] === '1',
  ascii: process.env['OVERLAP_ASCII'] === '1',
  width: Number(process.env['OVERLAP_WIDTH'] ?? 80),
})
showDirectOutput()
announce('step')
// A thread that waits still beats; one that loops does not.
setInterval(() => announce('beat'), beatMs).unref()

const guard = new AnswerGuard()
// Most checks ask only for what was on the wire. A step that asks for this has a better sentence, so
// it comes after the last step, and only if all of them passed.
const escaped: unknown[] = []
onSimulated(({ unhandled }) => void escaped.push(...unhandled))
afterAll(() => {
  if (!hasFailed && escaped.length > 0) throw escapedError(escaped[0])
})
Object.assign(globalThis, { [answerLoaded]: () => guard.afterLoading() })

// Steps unlock in order: after a failure the rest is not run.
let hasFailed = false
beforeEach((context) => {
  if (hasFailed) context.skip('a step before it failed')
  step = context.task.name
  announce('step')
  // Until the step has passed: one whose error cannot even be reported fails, too.
  hasFailed = true
  guard.beforeStep()
})
afterEach(async (context) => {
  // Skipped steps come here, too.
  if (context.task.name !== step) return
  await guard.afterStep()
  hasFailed = context.task.result?.state === 'fail'
})
