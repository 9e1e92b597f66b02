import { withDeadline } from '@overlap/lesson-08'
import { checkBulkhead } from '../../check-options.ts'
import { BulkheadFullError } from '../../errors.ts'
import type { Bulkhead, BulkheadOptions } from '../../types.ts'

export { circuitBreaker } from '../solution.ts'

/**
 * Believes that nothing can happen between the moment at which a waiting call is woken and the moment at which it
 * goes on. A call that comes in between takes the same slot.
 *
 * @fails has a bulkhead that begins nothing it can't end in time
 * @diagnosis took the slot before the first call in the queue did
 */
export function bulkhead(options: BulkheadOptions): Bulkhead {
  checkBulkhead(options)
  const { slots, queue, needsMs = 0 } = options
  let free = slots
  const waiting = new Set<() => void>()

  return async (work, { signal, deadlineMs = Infinity } = {}) => {
    let hasSlot = false
    let call: Promise<unknown> | undefined
    const { promise: woken, resolve: wake } = Promise.withResolvers<void>()
    const takeSlot = async (): Promise<void> => {
      if (free === 0) {
        if (waiting.size >= queue) throw new BulkheadFullError(slots, queue)
        waiting.add(wake)
        await woken
      }
      free -= 1
      hasSlot = true
    }
    const giveBack = (): void => {
      free += 1
      const [next] = waiting
      if (!next) return
      waiting.delete(next)
      next()
    }
    try {
      await withDeadline(takeSlot, { deadlineMs: deadlineMs - needsMs, signal })
      return await withDeadline(
        (inner) => {
          const running = Promise.try(work, inner)
          call = running
          return running
        },
        { deadlineMs, signal },
      )
    } finally {
      waiting.delete(wake)
      if (hasSlot) void Promise.allSettled([call]).then(giveBack)
    }
  }
}
