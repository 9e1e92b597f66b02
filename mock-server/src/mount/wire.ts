import type { Recorder } from '@overlap/trace'
import type { NetworkModel } from '../network/model.ts'
import type { Shop } from '../shop/route.ts'
import type { Router } from '../shop/router.ts'
import type { Call } from './call.ts'
import type { CallCounts } from '../call/counters.ts'
import type { Timers } from '../call/timers.ts'

/** What all calls of one mount share. */
export interface Wire {
  readonly origin: string
  readonly network: NetworkModel
  readonly shop: Shop
  readonly router: Router
  readonly recorder: Recorder
  readonly timers: Timers
  /** The calls that are not over. */
  readonly open: Set<Call>
  /** What is counted now; a call reports to the counts of the time it was sent. */
  counts: CallCounts
  /** After this nothing happens to any call. */
  closed: boolean
  /** Told about every step of a call. */
  readonly onProgress: () => void
  /** Asked at every call of `fetch`; a call that is refused never settles. */
  readonly mayCall: () => boolean
}
