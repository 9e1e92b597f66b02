import type { Recorder } from '@overlap/trace'
import type { Timers } from '../call/timers.ts'
import type { NetworkModel } from '../network/model.ts'
import type { NetworkInput } from '../network/types.ts'
import type { Shop } from '../shop/route.ts'
import type { Router } from '../shop/router.ts'
import type { Connections } from './connection.ts'
import type { EventHub } from './event-hub.ts'
import type { PortLimits } from './limits.ts'
import type { PortCounters, PortCounts } from './port-counters.ts'

/** What everything that happens on one port shares. */
export interface Port {
  /** Known once it listens. */
  readonly origin: string
  readonly network: NetworkModel
  readonly shop: Shop
  readonly router: Router
  readonly recorder: Recorder
  readonly timers: Timers
  readonly connections: Connections
  readonly events: EventHub
  readonly limits: PortLimits
  /** What is counted now; a call reports to the counts of the time it arrived. */
  counts: PortCounts
  /** Who may use the admin routes. */
  readonly admin: AdminRules
  counters(): PortCounters
  /** @throws {InvalidNetworkError} if the description is wrong; then nothing has changed. */
  setNetwork(network: NetworkInput): void
  /** Starts over: trace, counters, orders, and what the network has counted of each path. */
  reset(): void
}

/** Who may use the admin routes. */
export interface AdminRules {
  /** The host that was asked for when it was started. */
  readonly host: string
  /** With a token, whoever shows it; without, programs on this machine. */
  readonly token: string | undefined
}
