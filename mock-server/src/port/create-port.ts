import { createRecorder } from '@overlap/trace'
import { countersOf } from '../call/counters.ts'
import { Timers } from '../call/timers.ts'
import { createNetworkModel } from '../network/model.ts'
import type { NetworkInput } from '../network/types.ts'
import { createRouter } from '../shop/router.ts'
import { createShop } from '../shop/shop.ts'
import { Connections } from './connection.ts'
import { EventHub } from './event-hub.ts'
import type { PortLimits } from './limits.ts'
import { PortCounts } from './port-counters.ts'
import type { AdminRules, Port } from './port.ts'

/**
 * Makes everything that stands behind a port. It does not listen yet.
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
  const events = new EventHub()
  return {
    get origin() {
      return origin()
    },
    network,
    shop,
    router: createRouter(shop.routes),
    recorder,
    timers: new Timers(),
    connections,
    events,
    limits,
    admin,
    counts: new PortCounts(),
    counters() {
      const { inFlight, failed, connectionsOpened } = this.counts
      const { reportRows } = shop.counts()
      const counts = countersOf(this.counts, network, shop)
      const now = { inFlight, reportRows, connections: connections.size }
      return { ...counts, ...now, failed, connectionsOpened }
    },
    setNetwork(input) {
      network.replace(input)
      events.tell({ type: 'network', network: network.network })
    },
    reset() {
      network.reset()
      shop.reset()
      recorder.clear()
      this.counts = new PortCounts()
      events.tell({ type: 'reset' })
    },
  }
}
