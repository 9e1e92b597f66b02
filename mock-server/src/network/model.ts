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
  /** The path with its query, if any: `/search?q=tea`. Each has its own count of calls. */
  readonly path: string
  /** The pattern that serves it: `/products/:id`. */
  readonly route: string
  /** When it was sent (for {@link NetworkModel.admit}: when it arrived), on the model's clock. */
  readonly atMs: number
  /** Its API key. All calls without a key share one allowance. */
  readonly key?: string
}

/** The model's counts since it was made or reset. */
export interface NetworkCounts {
  /** Calls refused with 429. */
  readonly rateViolations: number
  /** Calls refused with 503 because the slots and the queue were full. */
  readonly shed: number
  /** Connections that clients opened; 0 if connections cost nothing. */
  readonly connectionsOpened: number
  /** The most connections that one client had open at once. */
  readonly peakConnections: number
}

/**
 * A running network. It decides what happens to calls, and the mount does it, in the order of
 * {@link Plan}.
 */
export interface NetworkModel {
  /** The current network, complete. */
  readonly network: Network
  /** A snapshot of the counts. */
  readonly counts: NetworkCounts
  /** The servers: their slots and queues. */
  readonly servers: Servers
  /** The connections of the clients. */
  readonly connections: Connections
  /**
   * Draws what happens to a call, and counts it. The next call to the same path has the next
   * ordinal.
   */
  plan(call: NetworkCall): Plan
  /** Applies the rate limit. An accepted call uses up allowance, and a refused one slot time. */
  admit(plan: ServerCall, call: NetworkCall): RateLimitVerdict
  /** The pacer of a body that can set out at `fromMs`; undefined if the body comes at once. */
  createPacer(plan: Pick<Plan, 'pace'>, fromMs: number): Pacer | undefined
  /**
   * Sets another network, and starts its timeline. Ordinals, counts, calls in the server and
   * allowances under an unchanged rate limit are kept.
   *
   * @throws {InvalidNetworkError} if the description is wrong. In that case, nothing changes.
   */
  replace(description: NetworkInput): void
  /**
   * Resets ordinals, allowances, counts, idle connections and the timeline. Calls in the server
   * stay there.
   */
  reset(): void
}

/** How many paths are remembered. A forgotten path counts from 0 again. */
const keptPaths = 32_768

/** The state of one method and path. */
interface Known {
  calls: number
  /** The network for which `stream` and `settings` were computed. */
  network: Network | undefined
  stream: Stream
  settings: Settings
}

/**
 * Creates the running model of a network.
 *
 * A plan costs 1 to 3 µs. Memory does not grow with the number of calls, because only the last
 * 32,768 paths are remembered.
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
  /** By path, then by method. A combined key would have to be built and hashed for each call. */
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
