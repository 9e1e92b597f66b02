// Runs in a worker thread before each check.
import '@overlap/trace/vitest'
import { afterAll, afterEach, beforeEach, expect, vi } from 'vitest'
import { escapedError } from './answer-guard.ts'
import { beginAnswer, endAnswer, enterStep, guard } from './answer-thread.ts'

beginAnswer(expect.getState().testPath ?? '')
let step: string | undefined

// Steps unlock in order: after a failure the rest is not run.
let hasFailed = false
let isLate = false
beforeEach((context) => {
  if (hasFailed) context.skip('a step before it failed')
  step = context.task.name
  enterStep(step)
  // Until the step has passed: one whose error cannot even be reported fails, too.
  hasFailed = true
  guard.beforeStep()
})
afterEach(async (context) => {
  // Skipped steps come here, too.
  if (context.task.name !== step) return
  await guard.afterStep()
  const { state, errors = [] } = context.task.result ?? {}
  hasFailed = state === 'fail'
  isLate ||= errors.some(({ name }) => name === 'TestTimeoutError')
})
// The first hook of a file, so that it is called last.
afterAll(() => {
  const [error] = endAnswer(isLate)
  // The next answer gets modules of its own.
  vi.resetModules()
  if (!hasFailed && error !== undefined) throw escapedError(error)
})
