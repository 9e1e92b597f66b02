import { createRecorder, type Recorder } from '@overlap/trace'
import { CallCounts } from '../call/counters.ts'
import { Timers } from '../call/timers.ts'
import { createNetworkModel, type NetworkModel } from '../network/model.ts'
import type { Plan } from '../network/plan.ts'
import type { NetworkInput } from '../network/types.ts'
import { createShop, type Shop } from '../shop/shop.ts'
import type { MockApiOptions } from './mock-api.ts'

/** The origin of the only host. */
export const ORIGIN = 'http://shop.test'

/** The state that all calls of one mount share. */
export interface MountState {
  readonly network: NetworkModel
  readonly shop: Shop
  readonly recorder: Recorder
  readonly timers: Timers
  /** The calls that are not over yet, for the client or for the server. */
  readonly open: Set<{ drop(): void }>
  /** The current counts. A call updates the counts that were current when it was sent. */
  counts: CallCounts
  /** Whether the mount is closed. Then nothing happens to any call. */
  closed: boolean
  /** Called at every step of a call. */
  readonly onProgress: () => void
  /** Called for every `fetch`. If it returns false, that `fetch` never settles. */
  readonly mayCall: () => boolean
  /** If set, every call waits for its turn before it sets out, unless `gone` aborts. */
  readonly waitForTurn?: (call: WaitingCall) => Promise<void>
}

/** A call that waits for its turn. */
export interface WaitingCall {
  /** The call in words: `GET /products/1`, with the name of its client, if it has one. */
  readonly label: string
  /** Aborts when the client has aborted, or the mount closes. */
  readonly gone: AbortSignal
}

/** Hooks for the owner of a mount. */
export type MountHooks = Partial<Pick<MountState, 'onProgress' | 'mayCall' | 'waitForTurn'>> & {
  /** Changes what the network has drawn for a call. */
  readonly changePlan?: (plan: Plan) => Plan
  /** A shop to use again, which is cheaper than a new one. It is reset. */
  readonly shop?: Shop
}

/**
 * The parts of a mount. Nothing is replaced yet.
 *
 * @throws {InvalidNetworkError} if the description of the network is wrong.
 */
export function createMountState(
  input: NetworkInput,
  { traceLimit }: MockApiOptions,
  hooks: MountHooks = {},
): MountState {
  const { onProgress = () => {}, mayCall = () => true, waitForTurn, changePlan } = hooks
  const network = createNetworkModel(input, { nowMs: () => performance.now() })
  hooks.shop?.reset()
  if (changePlan !== undefined) {
    const draw = network.plan.bind(network)
    network.plan = (call) => changePlan(draw(call))
  }
  return {
    network,
    shop: hooks.shop ?? createShop(network.network.seed),
    recorder: createRecorder(traceLimit === undefined ? {} : { limit: traceLimit }),
    timers: new Timers(),
    open: new Set(),
    counts: new CallCounts(),
    closed: false,
    onProgress,
    mayCall,
    ...(waitForTurn !== undefined && { waitForTurn }),
  }
}
