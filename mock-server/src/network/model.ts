import { Pacers, type Pacer } from './bandwidth.ts'
import { BoundedMap } from '../common/bounded-map.ts'
import { Connections } from './connections.ts'
import { createStream, type Stream } from './draws.ts'
import { parseNetwork } from './parse-network.ts'
import { drawPlan, type Plan } from './plan.ts'
import {
  createRateLimiter,
  unlimited,
  type RateLimiter,
  type RateLimitVerdict,
} from './rate-limit.ts'
import { Servers, type ServerCall } from './server.ts'
import { createSettingsTable, type Settings, type SettingsTable } from './settings.ts'
import { Timeline, type NetworkClock } from './timeline.ts'
import type { Network, NetworkInput } from './types.ts'

/** A call as the network sees it. */
export interface NetworkCall {
  /** The HTTP method, in capitals. */
  readonly method: string
  /** Path and, if there is one, query: `/search?q=tea`. Each has its own count of calls. */
  readonly path: string
  /** The pattern that serves it: `/products/:id`. */
  readonly route: string
  /** When it was sent (for {@link NetworkModel.admit}: when it arrived), on the model's clock. */
  readonly atMs: number
  /** The API key it carries; without one it shares an allowance with all others that have none. */
  readonly key?: string
}

/** What the model has counted since it was made or reset. */
export interface NetworkCounts {
  /** Calls refused with 429. */
  readonly rateViolations: number
  /** Calls refused with 503 because slots and queue were full. */
  readonly shed: number
  /** Connections that clients opened; 0 where connections cost nothing. */
  readonly connectionsOpened: number
  /** The most connections that one client had open at once. */
  readonly peakConnections: number
}

/** A network at work: it decides, and the mount carries it out (see {@link Plan} for the order). */
export interface NetworkModel {
  /** The network as it is now, complete. */
  readonly network: Network
  /** What was counted up to now: a snapshot. */
  readonly counts: NetworkCounts
  /** The servers: their slots and queues. */
  readonly servers: Servers
  /** The connections of the clients. */
  readonly connections: Connections
  /** Draws what happens to a call, and counts it: its path's next call has the next ordinal. */
  plan(call: NetworkCall): Plan
  /** Asks the rate limit. A call that is let through uses up allowance, another one slot time. */
  admit(plan: ServerCall, call: NetworkCall): RateLimitVerdict
  /** The pacer of a body that can set out at `fromMs`; undefined if the body comes at once. */
  createPacer(plan: Pick<Plan, 'pace'>, fromMs: number): Pacer | undefined
  /**
   * Sets another network, and starts its timeline. Ordinals, counts, calls in the server and
   * allowances under an unchanged rate limit are kept.
   *
   * @throws {InvalidNetworkError} if the description is wrong; then nothing has changed.
   */
  replace(description: NetworkInput): void
  /**
   * Starts over: ordinals, allowances, counts, idle connections and the timeline. Calls in the server
   * stay there.
   */
  reset(): void
}

/** How many paths are remembered; one that is forgotten counts from 0 again. */
const keptPaths = 32_768

/** What is known of one method and path. */
interface Known {
  calls: number
  /** For which network `stream` and `settings` were worked out. */
  network: Network | undefined
  stream: Stream
  settings: Settings
}

/**
 * Puts a network to work.
 *
 * A plan costs 1 to 3 µs and memory does not grow with the number of calls: the last 32,768 paths
 * that were called are remembered.
 *
 * @throws {InvalidNetworkError} if the description is wrong.
 */
export function createNetworkModel(input: NetworkInput, clock: NetworkClock): NetworkModel {
  let network = parseNetwork(input)
  let table = createSettingsTable(network)
  let begunMs = clock.nowMs()
  let rateViolations = 0
  const timeline = new Timeline(network, begunMs)
  const limiters = new Map<string, RateLimiter>()
  /** By path, then by method: one text for both would have to be made, and hashed, for each call. */
  const known = new BoundedMap<string, Map<string, Known>>(keptPaths)
  const servers = new Servers((key) => table.capacityOf(key, timeline.at(clock.nowMs())), clock)
  const connections = new Connections(clock)
  const pacers = new Pacers()

  function lookUp({ method, path }: NetworkCall): Known {
    let byMethod = known.get(path)
    if (byMethod === undefined) known.set(path, (byMethod = new Map()))
    let entry = byMethod.get(method)
    if (entry?.network === network) return entry
    entry = { calls: entry?.calls ?? 0, ...workOut(network, table, method, path) }
    byMethod.set(method, entry)
    return entry
  }

  function limiterOf(settings: Settings): RateLimiter | undefined {
    if (settings.rateLimit === null) return undefined
    const { name, rule } = settings.rateLimit
    let limiter = limiters.get(name)
    if (!limiter) limiters.set(name, (limiter = createRateLimiter(rule)))
    return limiter
  }

  return {
    get network() {
      return network
    },
    get counts() {
      const { opened, peak } = connections.counts
      return {
        rateViolations,
        shed: servers.shed,
        connectionsOpened: opened,
        peakConnections: peak,
      }
    },
    servers,
    connections,
    plan(call) {
      const entry = lookUp(call)
      const sentMs = timeline.callAt(call.atMs)
      const settings = table.during(entry.settings, sentMs)
      const path = withoutQuery(call.path)
      const ordinal = entry.calls++
      return drawPlan(settings, { method: call.method, path, ordinal, sentMs }, entry.stream)
    },
    admit(plan, call) {
      if (table.names.size === 0) return unlimited
      const limiter = limiterOf(table.during(lookUp(call).settings, timeline.at(call.atMs)))
      if (!limiter) return unlimited
      const epochMs = clock.epochMs?.() ?? Date.now()
      const verdict = limiter.admit(call, call.atMs - begunMs, epochMs)
      if (verdict.status === 'ok') return verdict
      rateViolations++
      return { ...verdict, refusalMs: servers.refuse(plan) }
    },
    createPacer: ({ pace }, fromMs) => pace && pacers.create(pace, fromMs),
    replace(description) {
      network = parseNetwork(description)
      table = createSettingsTable(network)
      for (const name of limiters.keys()) if (!table.names.has(name)) limiters.delete(name)
      pacers.keep((name) => table.names.has(name))
      timeline.restart(clock.nowMs(), network)
      servers.fill()
    },
    reset() {
      begunMs = clock.nowMs()
      rateViolations = 0
      known.clear()
      limiters.clear()
      pacers.keep(() => false)
      timeline.restart(begunMs)
      connections.reset()
      servers.reset()
    },
  }
}

function workOut(
  network: Network,
  table: SettingsTable,
  method: string,
  path: string,
): Omit<Known, 'calls'> {
  return {
    network,
    stream: createStream(network.seed, method, path),
    settings: table.forRoute(method, withoutQuery(path)),
  }
}

function withoutQuery(path: string): string {
  const at = path.indexOf('?')
  return at < 0 ? path : path.slice(0, at)
}
