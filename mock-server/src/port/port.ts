import { createRecorder, type Recorder } from '@overlap/trace'
import { CallCounts, countersOf, type Counters } from '../call/counters.ts'
import { Timers } from '../call/timers.ts'
import { BoundedMap } from '../common/bounded-map.ts'
import { createNetworkModel, type NetworkModel } from '../network/model.ts'
import { failureKinds } from '../network/failure-kinds.ts'
import type { Network, NetworkInput } from '../network/types.ts'
import type { RouteMatch, Router } from '../shop/router.ts'
import { shopRouter } from '../shop/routes.ts'
import { createShop, type Shop } from '../shop/shop.ts'
import { Connections } from './connection.ts'
import { PortEvents } from './events.ts'
import type { PortLimits } from './limits.ts'

/** The number of paths whose route is cached. */
const KEPT_MATCHES = 4_096

/** The counts of a port since it was started or reset. */
export interface PortCounters extends Counters {
  /** Calls whose headers have not been sent yet. */
  readonly inFlight: number
  /** Calls that ended badly: answered with 400 or above, or broken off by a fault. */
  readonly failed: number
  /** Report rows that were made. It stops growing when no client reads. */
  readonly reportRows: number
  /** Connections that are open now. */
  readonly connections: number
  /** Connections that were opened. */
  readonly connectionsOpened: number
  /** The most connections that all clients together had open at once. */
  readonly peakConnections: number
}

/** The counts that a port keeps of its calls. */
export class PortCounts extends CallCounts {
  failed = 0
  connectionsOpened = 0
  peakConnections = 0
}

/** The turns of the event loop. */
class Turns {
  #end: Promise<void> | undefined

  /** Resolves when everything that is ready in this turn has been read. */
  end(): Promise<void> {
    this.#end ??= new Promise((resolve) => {
      setImmediate(() => {
        this.#end = undefined
        resolve()
      })
    })
    return this.#end
  }
}

/** Who may use the admin routes. */
export interface AdminRules {
  /** The host that was requested when the port was started. */
  readonly host: string
  /** If set, every client that sends it. If not, programs on this machine. */
  readonly token: string | undefined
}

/** The state that all calls to one port share. */
export interface Port {
  /** Known once it listens. */
  readonly origin: string
  readonly network: NetworkModel
  readonly shop: Shop
  readonly router: Router
  readonly recorder: Recorder
  readonly timers: Timers
  readonly connections: Connections
  readonly events: PortEvents
  readonly turns: Turns
  readonly limits: PortLimits
  readonly admin: AdminRules
  /**
   * Whether the network may break a connection before an answer. Then every connection is closed
   * after its reply, because clients repeat a call on their own if a reused connection breaks.
   */
  readonly breaksConnections: boolean
  /** Called when the network is replaced. */
  onNetwork: (network: Network) => void
  /** The current counts. A call updates the counts that were current when it arrived. */
  counts: PortCounts
  counters(): PortCounters
  /** @throws {InvalidNetworkError} if the description is wrong. In that case, nothing changes. */
  setNetwork(network: NetworkInput): void
  /** Resets the trace, the counters, the orders, and the network's counts for each path. */
  reset(): void
}

/**
 * Makes everything behind a port. It does not listen yet.
 *
 * @throws {InvalidNetworkError} if the description of the network is wrong.
 */
export function createPort(
  input: NetworkInput,
  traceLimit: number,
  { admin, limits, origin }: { admin: AdminRules; limits: PortLimits; origin: () => string },
): Port {
  const network = createNetworkModel(input, { nowMs: () => performance.now() })
  const shop = createShop(network.network.seed)
  const recorder = createRecorder({ limit: traceLimit })
  const connections = new Connections()
  const events = new PortEvents()
  let breaksConnections = mayBreakConnections(network.network)
  return {
    get origin() {
      return origin()
    },
    network,
    shop,
    router: remembering(shopRouter),
    recorder,
    timers: new Timers(),
    connections,
    events,
    turns: new Turns(),
    limits,
    admin,
    get breaksConnections() {
      return breaksConnections
    },
    onNetwork() {},
    counts: new PortCounts(),
    counters() {
      const { inFlight, failed, connectionsOpened, peakConnections } = this.counts
      const { reportRows } = shop.counts()
      const counts = countersOf(this.counts, network, shop)
      const now = { inFlight, reportRows, connections: connections.size }
      return { ...counts, ...now, failed, connectionsOpened, peakConnections }
    },
    setNetwork(input) {
      network.replace(input)
      breaksConnections = mayBreakConnections(network.network)
      this.onNetwork(network.network)
      events.emit({ type: 'network', network: network.network })
    },
    reset() {
      network.reset()
      shop.reset()
      recorder.clear()
      this.counts = new PortCounts()
      events.emit({ type: 'reset' })
    },
  }
}

/** Caches the routes of recent paths, because clients request the same paths again. */
function remembering(router: Router): Router {
  const known = new BoundedMap<string, RouteMatch>(KEPT_MATCHES)
  return {
    match(method, path) {
      if (method !== 'GET') return router.match(method, path)
      const remembered = known.get(path)
      if (remembered !== undefined) return remembered
      const match = router.match(method, path)
      if (match !== undefined) known.set(path, match)
      return match
    },
    allowed: (path) => router.allowed(path),
  }
}

/**
 * A connection outlives its call, so a failure of one route, or of a later time, affects all calls.
 */
function mayBreakConnections({ failures, routes, timeline }: Network): boolean {
  const settings = [{ failures }, ...Object.values(routes), ...timeline]
  return settings.some(({ failures = [] }) =>
    failures.some(
      ({ kind }) =>
        failureKinds[kind].stage === 'connect' ||
        (failureKinds[kind].stage === 'connection' && kind !== 'hang'),
    ),
  )
}
