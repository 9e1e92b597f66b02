import { audited, simulate, type Run } from '@overlap/mock-server'
import { openScope, type Open } from './open.ts'

/** What became of a signal that two scopes share, and that its owner listens to as well. */
export interface Shared {
  /** Whether the owner's `onabort` was still there before the abort, and whether it ran. */
  readonly isKept: boolean
  readonly hasRun: boolean
  /** Whether the scope that was still open has aborted. */
  readonly isFollowed: boolean
}

/** Opens two scopes on one signal, ends one of them, and aborts the signal. */
export function playShared(taskScope: Open): Promise<Run<Shared>> {
  const open = audited(taskScope, { returns: 'value' })
  return simulate(
    {},
    async (_, time) => {
      const caller = new AbortController()
      let hasRun = false
      const own = (): void => void (hasRun = true)
      // oxlint-disable-next-line unicorn/prefer-add-event-listener -- it is what the scopes must not replace
      caller.signal.onabort = own
      const [over, scope] = [openScope(open, caller.signal), openScope(open, caller.signal)]
      await over.run(() => time.sleep(20))
      await over[Symbol.asyncDispose]()
      const task = scope.run(({ signal }) => time.sleep(100, { signal }))
      await time.sleep(30)
      const isKept = caller.signal.onabort === own
      caller.abort('the user left the page')
      const isFollowed = scope.signal.aborted
      await Promise.allSettled([task])
      await Promise.allSettled([scope[Symbol.asyncDispose]()])
      // Only what the scopes left is of interest.
      // oxlint-disable-next-line unicorn/prefer-add-event-listener -- see above
      caller.signal.onabort = null
      return { isKept, hasRun, isFollowed }
    },
    { leaves: ['rejection'] },
  )
}
