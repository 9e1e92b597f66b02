import type { Bandwidth } from './bandwidth.ts'
import type { Capacity } from './capacity.ts'
import { readyFailures, type ReadyFailure } from './draw-failures.ts'
import type { RateLimit } from './rate-limit.ts'
import { parseRoute, type RoutePattern } from './route-pattern.ts'
import type { Network, NetworkOverrides, NetworkSettings } from './types.ts'

/**
 * A rule that calls share, with the name of the shared resource. The name consists of the rule's
 * place and its contents.
 */
export interface Named<Rule> {
  readonly name: string
  readonly rule: Rule
}

/** The settings that apply to a call. */
export interface Settings extends Omit<NetworkSettings, 'failures' | 'rateLimit' | 'bandwidth'> {
  readonly failures: readonly ReadyFailure[]
  readonly rateLimit: Named<RateLimit> | null
  readonly bandwidth: Named<Bandwidth> | null
  /** The route key that has the capacity, or `''`. */
  readonly server: string
  /** The route key that has the connections, or `''`. */
  readonly pool: string
}

/** Computes which settings apply to a route at a time. */
export interface SettingsTable {
  /**
   * The settings of a route, without the timeline. Checks each key of `routes`, so keep the result.
   */
  forRoute(method: string, path: string): Settings
  /** The settings with the timeline's spans of that moment. Checks each span. */
  during(settings: Settings, timelineMs: number): Settings
  /** The names of the shared rate limits and bandwidths. */
  readonly names: ReadonlySet<string>
  /** The capacity of a server at that moment. */
  capacityOf(server: string, timelineMs: number): Capacity | null
}

type Layer = Partial<Settings>

interface RouteLayer {
  readonly pattern: RoutePattern
  readonly layer: Layer
}

/** Makes the table of a network. */
export function createSettingsTable(network: Network): SettingsTable {
  const base = { ...createLayer(network, 'everywhere'), server: '', pool: '' } as Settings
  const routes = createRouteLayers(network)
  const spans = network.timeline.map((span, index) => ({
    layer: createLayer(span, `timeline ${index}`),
    isOn: (ms: number) => ms >= span.fromMs && ms < (span.toMs ?? Infinity),
  }))
  const layers = [base, ...routes.map(({ layer }) => layer), ...spans.map(({ layer }) => layer)]
  const shared = layers.flatMap(({ rateLimit, bandwidth }) => [rateLimit, bandwidth])

  return {
    names: new Set(shared.flatMap((rule) => rule?.name ?? [])),
    forRoute(method, path) {
      let result = base
      for (const { pattern, layer } of routes)
        if (pattern.matches(method, path)) result = { ...result, ...layer }
      return result
    },
    during(settings, timelineMs) {
      let result = settings
      for (const { isOn, layer } of spans) if (isOn(timelineMs)) result = { ...result, ...layer }
      return result
    },
    capacityOf(server, timelineMs) {
      let capacity = network.routes[server]?.capacity
      if (capacity === undefined) capacity = base.capacity
      for (const { isOn, layer } of spans)
        if (layer.capacity !== undefined && isOn(timelineMs)) capacity = layer.capacity
      return capacity
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
        ...(overrides.connections !== undefined && { pool: key }),
      },
    }))
    .toSorted((a, b) => a.pattern.specificity - b.pattern.specificity)
}

/** A layer has only the keys that are set, because a parsed description has no undefined values. */
function createLayer(from: NetworkOverrides, place: string): Layer {
  const { failures, rateLimit, bandwidth, ...asTheyAre } = from
  return {
    ...asTheyAre,
    ...(bandwidth !== undefined && { bandwidth: named(bandwidth, place) }),
    ...(failures !== undefined && { failures: readyFailures(failures) }),
    ...(rateLimit !== undefined && { rateLimit: named(rateLimit, place) }),
  }
}

function named<Rule>(rule: Rule | null, place: string): Named<Rule> | null {
  return rule === null ? null : { name: `${place} ${JSON.stringify(rule)}`, rule }
}
