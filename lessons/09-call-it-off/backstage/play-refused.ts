import { audited, simulate, type Run } from '@overlap/mock-server'
import { openScope, type Open } from './open.ts'

/** What became of a task that came too late, and whose promise nobody awaits. */
export interface Refused {
  /** Whether it was called. */
  readonly isCalled: boolean
  /** Why it came too late: the beginning of a sentence. */
  readonly why: string
}

/** Runs a task in a scope that has been disposed of. */
export function playDisposed(taskScope: Open): Promise<Run<Refused>> {
  return simulate({}, async (_, time) => {
    const scope = openScope(taskScope)
    await scope[Symbol.asyncDispose]()
    let isCalled = false
    const run = audited(() => scope.run(() => (isCalled = true)))
    void run()
    await time.sleep(10)
    return { isCalled, why: 'The scope had been disposed of' }
  })
}

/** Runs a task in a scope whose caller has aborted. */
export function playAborted(taskScope: Open): Promise<Run<Refused>> {
  return simulate({}, async (_, time) => {
    const caller = new AbortController()
    const scope = openScope(taskScope, caller.signal)
    caller.abort(new Error('the user left the page'))
    let isCalled = false
    const run = audited(() => scope.run(() => (isCalled = true)))
    void run()
    await time.sleep(10)
    await Promise.allSettled([scope[Symbol.asyncDispose]()])
    return { isCalled, why: 'The caller had aborted' }
  })
}
