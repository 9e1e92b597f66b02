// Vitest's setup file. It runs in a worker thread before each check.
import '@overlap/trace/vitest'
import { afterAll, afterEach, aroundEach, beforeEach, expect, vi } from 'vitest'
import { escapedError, mostDraws } from './answer-guard.ts'
import { beginAnswer, endAnswer, enterStep, guard, limited, reached } from './answer-thread.ts'
import { isSkipped } from './skipped-steps.ts'
import { levelOf } from './levels.ts'

beginAnswer(expect.getState().testPath ?? '')
let step: string | undefined

// The steps of the task unlock in order: after a failure, the rest don't run. A `further` step runs if the
// whole task has passed, even if other `further` steps failed.
const unpassed = { task: 0, further: 0 }
// After a timeout no step runs, because the code that timed out may still be running.
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
  if (isSkipped(context.task.name)) context.skip('it should not run')
  step = context.task.name
  const level = levelOf(context.task.suite?.name)
  enterStep(step, level)
  reached.beginStep()
  // Counted until the step passes. So a step whose error cannot be reported counts as failed, too.
  unpassed[level] += 1
  guard.beforeStep()
})
afterEach(async (context) => {
  // Vitest calls this for skipped steps, too.
  if (context.task.name !== step) return
  const errors = context.task.result?.errors ?? []
  isLate ||= errors.some(({ name }) => name === 'TestTimeoutError')
  // Otherwise Vitest reads each file of the stack for its source map. `placeIn` needs only the text.
  for (const error of errors) error.stacks = []
  await guard.afterStep()
  const places = reached.places()
  if (places.length > 0) Object.assign(context.task.meta, { reached: places })
  const { state } = context.task.result ?? {}
  if (state !== 'fail') unpassed[levelOf(context.task.suite?.name)] -= 1
})
// Registered before any hook of the check, so Vitest calls it last.
afterAll(() => {
  const [error] = endAnswer(isLate)
  // The next answer must not share modules with this one.
  vi.resetModules()
  const allPassed = unpassed.task + unpassed.further === 0
  if (allPassed && error !== undefined) throw escapedError(error)
})
