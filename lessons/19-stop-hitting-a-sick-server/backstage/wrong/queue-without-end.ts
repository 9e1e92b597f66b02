import { createLimit } from '@overlap/lesson-13'
import { checkBulkhead } from '../../check-options.ts'
import type { Bulkhead, BulkheadOptions } from '../../types.ts'

export { circuitBreaker } from '../solution.ts'

/**
 * Believes that a limit on what is in flight is enough, and that waiting costs nothing.
 *
 * @fails has a bulkhead that begins nothing it can't end in time
 * @diagnosis whose queue has no limit
 */
export function bulkhead(options: BulkheadOptions): Bulkhead {
  checkBulkhead(options)
  const limit = createLimit(options.slots)
  return (work, { signal = new AbortController().signal } = {}) => limit(() => work({ signal }))
}
