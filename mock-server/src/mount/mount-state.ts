import { createRecorder, type Recorder } from '@overlap/trace'
import { CallCounts } from '../call/counters.ts'
import { Timers } from '../call/timers.ts'
import { createNetworkModel, type NetworkModel } from '../network/model.ts'
import type { NetworkInput } from '../network/types.ts'
import { createShop, type Shop } from '../shop/shop.ts'
import type { MockApiOptions } from './mock-api.ts'

/** The only host that there is. */
export const ORIGIN = 'http://shop.test'

/** What all calls of one mount share. */
export interface MountState {
  readonly network: NetworkModel
  readonly shop: Shop
  readonly recorder: Recorder
  readonly timers: Timers
  /** The calls that are not over, at the client or at the server. */
  readonly open: Set<{ drop(): void }>
  /** What is counted now; a call reports to the counts of the time it was sent. */
  counts: CallCounts
  /** After this nothing happens to any call. */
  closed: boolean
  /** Called at every step of a call. */
  readonly onProgress: () => void
  /** Asked at every call of `fetch`; a call that is refused never settles. */
  readonly mayCall: () => boolean
}

/** What the owner of a mount can listen to and decide. */
export type MountHooks = Partial<Pick<MountState, 'onProgress' | 'mayCall'>>

/**
 * The parts of a mount. Nothing is replaced yet.
 *
 * @throws {InvalidNetworkError} if the description of the network is wrong.
 */
export function createMountState(
  input: NetworkInput,
  { traceLimit }: MockApiOptions,
  { onProgress = () => {}, mayCall = () => true }: MountHooks = {},
): MountState {
  const network = createNetworkModel(input, { nowMs: () => performance.now() })
  return {
    network,
    shop: createShop(network.network.seed),
    recorder: createRecorder(traceLimit === undefined ? {} : { limit: traceLimit }),
    timers: new Timers(),
    open: new Set(),
    counts: new CallCounts(),
    closed: false,
    onProgress,
    mayCall,
  }
}
