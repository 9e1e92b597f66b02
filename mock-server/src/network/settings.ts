import { readyFailures, type ReadyFailure } from './failures.ts'
import { parseRoute, type RoutePattern } from './route-pattern.ts'
import type { Capacity, Network, NetworkOverrides, NetworkSettings, RateLimit } from './types.ts'

/** A rate limit and the name of the allowances under it: where it stands, and what it says. */
export interface NamedRateLimit {
  readonly name: string
  readonly rule: RateLimit
}

/** The settings that hold for a call. */
export interface Settings extends Omit<NetworkSettings, 'failures' | 'rateLimit'> {
  readonly failures: readonly ReadyFailure[]
  readonly rateLimit: NamedRateLimit | null
  /** The route key that has the capacity, or `''`. */
  readonly server: string
}

/** Works out which settings hold where and when. */
export interface SettingsTable {
  /** For a route, before the timeline. Cost: one look at each key of `routes`, so keep the result. */
  forRoute(method: string, path: string): Settings
  /** With the timeline's spans of that moment. Cost: one look at each span. */
  during(settings: Settings, sinceMs: number): Settings
  /** The names of all rate limits. */
  readonly rateLimits: ReadonlySet<string>
  /** The capacity of a server at that moment. */
  capacityOf(server: string, sinceMs: number): Capacity | null
}

type Layer = Partial<Settings>

interface RouteLayer {
  readonly pattern: RoutePattern
  readonly layer: Layer
}

/** Makes the table of a network. */
export function createSettingsTable(network: Network): SettingsTable {
  const base = { ...createLayer(network, 'everywhere'), server: '' } as Settings
  const routes = createRouteLayers(network)
  const spans = network.timeline.map((span, index) => ({
    fromMs: span.fromMs,
    toMs: span.toMs ?? Infinity,
    layer: createLayer(span, `timeline ${index}`),
  }))

  function during(settings: Settings, sinceMs: number): Settings {
    let result = settings
    for (const { fromMs, toMs, layer } of spans)
      if (sinceMs >= fromMs && sinceMs < toMs) result = { ...result, ...layer }
    return result
  }

  const layers = [base, ...routes.map(({ layer }) => layer), ...spans.map(({ layer }) => layer)]
  return {
    rateLimits: new Set(layers.flatMap(({ rateLimit }) => rateLimit?.name ?? [])),
    forRoute(method, path) {
      let result = base
      for (const { pattern, layer } of routes)
        if (pattern.matches(method, path)) result = { ...result, ...layer }
      return result
    },
    during,
    capacityOf(server, sinceMs) {
      const capacity = network.routes[server]?.capacity
      return during({ ...base, ...(capacity !== undefined && { capacity }) }, sinceMs).capacity
    },
  }
}

/** The routes, the least specific first; of two that are equally specific the later one wins. */
function createRouteLayers(network: Network): readonly RouteLayer[] {
  return Object.entries(network.routes)
    .map(([key, overrides]) => ({
      pattern: parseRoute(key),
      layer: {
        ...createLayer(overrides, `route ${key}`),
        ...(overrides.capacity !== undefined && { server: key }),
      },
    }))
    .toSorted((a, b) => a.pattern.specificity - b.pattern.specificity)
}

function createLayer(from: NetworkOverrides, place: string): Layer {
  const { latency, firstByteMs, bandwidth, failures, rateLimit, capacity } = from
  return {
    ...(latency !== undefined && { latency }),
    ...(firstByteMs !== undefined && { firstByteMs }),
    ...(bandwidth !== undefined && { bandwidth }),
    ...(capacity !== undefined && { capacity }),
    ...(failures !== undefined && { failures: readyFailures(failures) }),
    ...(rateLimit !== undefined && { rateLimit: nameRateLimit(rateLimit, place) }),
  }
}

function nameRateLimit(rule: RateLimit | null, place: string): NamedRateLimit | null {
  return rule === null ? null : { name: `${place} ${JSON.stringify(rule)}`, rule }
}
