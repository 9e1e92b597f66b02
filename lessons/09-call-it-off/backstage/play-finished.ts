import { audited, simulate, type Run } from '@overlap/mock-server'
import { openScope, type Open } from './open.ts'

/** What became of a scope whose only task had finished. */
export interface Finished {
  /** Whether its signal is aborted. */
  readonly isAborted: boolean
}

/** Awaits a task, and disposes of its scope in the very next step, as `await using` does. */
export function playFinished(taskScope: Open): Promise<Run<Finished>> {
  const open = audited(taskScope, { returns: 'value' })
  return simulate({}, async (_, time) => {
    const scope = openScope(open)
    await scope.run(() => time.sleep(50))
    await scope[Symbol.asyncDispose]()
    return { isAborted: scope.signal.aborted }
  })
}
