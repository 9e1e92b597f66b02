// Runs in a worker thread before each check.
import '@overlap/trace/vitest'
import { afterAll, afterEach, aroundEach, beforeEach, expect, vi } from 'vitest'
import { escapedError, mostDraws } from './answer-guard.ts'
import { beginAnswer, endAnswer, enterStep, guard, limited } from './answer-thread.ts'
import { isSkipped } from './skipped-steps.ts'
import { levelOf } from './levels.ts'

beginAnswer(expect.getState().testPath ?? '')
let step: string | undefined

// The steps of the task unlock in order: after a failure the rest is not run. A step further on
// needs the whole task, and no other such step.
const unpassed = { task: 0, further: 0 }
// What ran out of time may be running still, and would spoil the next step.
let isLate = false
aroundEach(async (run) => {
  try {
    await limited(run)
  } catch (error) {
    isLate = true
    throw error
  }
})
beforeEach((context) => {
  const isEnough = (globalThis as { [mostDraws]?: number })[mostDraws] !== undefined
  if (unpassed.task > 0 || isLate || (isEnough && unpassed.further > 0))
    context.skip('a step that it waits for failed')
  if (isSkipped(context.task.name)) context.skip('it never gave the thread back')
  step = context.task.name
  const level = levelOf(context.task.suite?.name)
  enterStep(step, level)
  // Until the step has passed: one whose error cannot even be reported fails, too.
  unpassed[level] += 1
  guard.beforeStep()
})
afterEach(async (context) => {
  // Skipped steps come here, too.
  if (context.task.name !== step) return
  const errors = context.task.result?.errors ?? []
  isLate ||= errors.some(({ name }) => name === 'TestTimeoutError')
  // Vitest would read each file of the stack again for its source map. `placeIn` needs only the text.
  for (const error of errors) error.stacks = []
  await guard.afterStep()
  const { state } = context.task.result ?? {}
  if (state !== 'fail') unpassed[levelOf(context.task.suite?.name)] -= 1
})
// The first hook of a file, so that it is called last.
afterAll(() => {
  const [error] = endAnswer(isLate)
  // The next answer gets modules of its own.
  vi.resetModules()
  const allPassed = unpassed.task + unpassed.further === 0
  if (allPassed && error !== undefined) throw escapedError(error)
})
