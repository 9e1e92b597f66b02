import { audited, simulate, type Run } from '@overlap/mock-server'
import type { TaskScope } from '../types.ts'
import type { Open } from './open.ts'
import { within } from './play.ts'
import { NEVER_MS, OTHER_MS } from './scenes.ts'

/** What scopes did with a task that came too late. */
export interface Late {
  /** Which scopes called it, in words that follow on "the scope". */
  readonly started: readonly string[]
  /** How the promises of `run` settled; the first one is of the scope that had failed. */
  readonly results: readonly (PromiseSettledResult<unknown> | undefined)[]
}

/** Runs a task in a scope that has failed with an error, and in some that are or were disposed of. */
export function runLate(taskScope: Open, error: unknown): Promise<Run<Late>> {
  return simulate(
    {},
    async (_, time) => {
      const started: string[] = []
      const results: (PromiseSettledResult<unknown> | undefined)[] = []
      const late = async (scope: TaskScope, name: string): Promise<void> => {
        const run = audited(() => scope.run(() => started.push(name)))
        const ended = await within(OTHER_MS, time, Promise.allSettled([run()]))
        results.push(ended?.[0])
      }
      const dispose = (scope: TaskScope): Promise<unknown> =>
        within(NEVER_MS, time, Promise.allSettled([scope[Symbol.asyncDispose]()]))

      const failed = taskScope()
      await Promise.allSettled([failed.run(() => time.sleep(50).then(() => Promise.reject(error)))])
      await late(failed, 'had failed')
      await dispose(failed)

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
