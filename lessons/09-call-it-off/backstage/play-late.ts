import { audited, simulate, type Run } from '@overlap/mock-server'
import type { TaskScope } from '../types.ts'
import type { Open } from './open.ts'
import { within } from './play.ts'
import { NEVER_MS, OTHER_MS } from './scenes.ts'

/** How the promise of `run` settled in a scope. */
export interface LateResult {
  /** Why the scope had been aborted; `undefined`: by its disposal. */
  readonly abortedBy?: 'a failure' | 'the caller' | undefined
  /** `undefined`: it never settled. */
  readonly result: PromiseSettledResult<unknown> | undefined
}

/** What scopes did with a task that came too late. */
export interface Late {
  /** Which scopes called it, in words that follow on "the scope". */
  readonly started: readonly string[]
  /** How the promises of `run` settled. */
  readonly results: readonly LateResult[]
}

/** Runs a task in a scope that has failed with an error, and in some that are or were disposed of. */
export function runLate(taskScope: Open, error: unknown): Promise<Run<Late>> {
  return simulate(
    {},
    async (_, time) => {
      const started: string[] = []
      const results: LateResult[] = []
      const late = async (
        scope: TaskScope,
        name: string,
        abortedBy?: LateResult['abortedBy'],
      ): Promise<void> => {
        const run = audited(() => scope.run(() => started.push(name)))
        const ended = await within(OTHER_MS, time, Promise.allSettled([run()]))
        results.push({ abortedBy, result: ended?.[0] })
      }
      const dispose = (scope: TaskScope): Promise<unknown> =>
        within(NEVER_MS, time, Promise.allSettled([scope[Symbol.asyncDispose]()]))

      const failed = taskScope()
      await Promise.allSettled([failed.run(() => time.sleep(50).then(() => Promise.reject(error)))])
      await late(failed, 'had failed', 'a failure')
      await dispose(failed)

      // A scope that doesn't follow its caller's signal is for another star.
      const caller = new AbortController()
      const followed = taskScope({ signal: caller.signal })
      caller.abort(error)
      const aborted = [followed, scopeOfAborted(taskScope, error)]
      for (const scope of aborted) {
        if (!scope?.signal.aborted) continue
        await late(scope, 'had been aborted by its caller', 'the caller')
        await dispose(scope)
      }

      const disposed = taskScope()
      await disposed.run(() => 'a result')
      await dispose(disposed)
      await late(disposed, 'had been disposed of')

      const idle = taskScope()
      const ending = dispose(idle)
      await late(idle, 'was being disposed of')
      await ending

      const busy = taskScope()
      let fromTask: Promise<void> | undefined
      const task = busy.run(async () => {
        await time.sleep(50)
        fromTask = late(busy, 'was being disposed of')
      })
      await dispose(busy)
      await within(NEVER_MS, time, Promise.allSettled([task]))
      await fromTask
      return { started, results }
    },
    { leaves: ['rejection'] },
  )
}

/** A scope whose caller had aborted before, unless `taskScope` throws, which is for another star. */
function scopeOfAborted(taskScope: Open, reason: unknown): TaskScope | undefined {
  try {
    return taskScope({ signal: AbortSignal.abort(reason) })
  } catch {
    return undefined
  }
}
