import { createStream, type Stream } from './draws.ts'
import type { NetworkCall, NetworkClock, NetworkModel } from './model-types.ts'
import { parseNetwork } from './parse-network.ts'
import { drawPlan } from './plan.ts'
import { createRateLimiter, unlimited, type RateLimiter } from './rate-limit.ts'
import { RecentMap } from './recent-map.ts'
import { createServers } from './server.ts'
import { createSettingsTable, type Settings, type SettingsTable } from './settings.ts'
import { clearTally, createTally } from './tally.ts'
import type { Network, NetworkInput } from './types.ts'

/** How many methods and paths are remembered at least; one that is forgotten counts from 0 again. */
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
  let timelineBegunMs = begunMs
  const limiters = new Map<string, RateLimiter>()
  const known = new RecentMap<string, Known>(keptPaths)
  const tally = createTally()
  const server = createServers(
    (key) => table.capacityOf(key, clock.nowMs() - timelineBegunMs),
    clock,
    tally,
  )

  function sinceBegin(call: NetworkCall): number {
    return Math.max(0, call.atMs - timelineBegunMs)
  }

  function lookUp({ method, path }: NetworkCall): Known {
    const entry = known.getOrCreate(`${method} ${path}`, () => ({
      calls: 0,
      ...workOut(network, table, method, path),
    }))
    if (entry.network !== network) Object.assign(entry, workOut(network, table, method, path))
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
      return { ...tally, faults: { ...tally.faults } }
    },
    server,
    plan(call) {
      const entry = lookUp(call)
      const sentMs = sinceBegin(call)
      const settings = table.during(entry.settings, sentMs)
      const { method, route } = call
      const path = withoutQuery(call.path)
      const plan = drawPlan(
        settings,
        { method, path, route, ordinal: entry.calls++, sentMs },
        entry.stream,
      )
      tally.planned++
      if (plan.fault) tally.faults[plan.fault.kind] = (tally.faults[plan.fault.kind] ?? 0) + 1
      return plan
    },
    admit(_plan, call) {
      const settings = table.during(lookUp(call).settings, sinceBegin(call))
      const epochMs = clock.epochMs?.() ?? Date.now()
      const verdict = limiterOf(settings)?.admit(call, call.atMs - begunMs, epochMs) ?? unlimited
      if (verdict.status === 429) tally.rateViolations++
      return verdict
    },
    replace(input) {
      network = parseNetwork(input)
      table = createSettingsTable(network)
      for (const name of limiters.keys()) if (!table.rateLimits.has(name)) limiters.delete(name)
      timelineBegunMs = clock.nowMs()
      server.fill()
    },
    reset() {
      known.clear()
      limiters.clear()
      begunMs = clock.nowMs()
      timelineBegunMs = begunMs
      clearTally(tally, server.inService, server.queued)
      server.fill()
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
