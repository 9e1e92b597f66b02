import type { Bandwidth } from './bandwidth.ts'
import type { Capacity, CapacityInput } from './capacity.ts'
import type { ConnectionSettings } from './connections.ts'
import type { Failure, FailureInput } from './failure-kinds.ts'
import type { Latency } from './latency.ts'
import type { RateLimit, RateLimitInput } from './rate-limit.ts'
import type { TimelineRules } from './timeline.ts'

/** The settings that can differ between routes and over time. */
export interface NetworkSettings {
  /** Time until the headers. */
  readonly latency: Latency
  /** Further time until the first byte of the body. */
  readonly firstByteMs: Latency
  /** How fast a body arrives. `null` means at once. */
  readonly bandwidth: Bandwidth | null
  /** The failures, in the order in which they are tried. */
  readonly failures: readonly Failure[]
  /** How many calls are accepted. `null` means all. */
  readonly rateLimit: RateLimit | null
  /** How many calls the server works on. `null` means any number. */
  readonly capacity: Capacity | null
  /** The limit and the cost of each client's connections. `null` means no limit and no cost. */
  readonly connections: ConnectionSettings | null
  /**
   * Time from the client's abort until the server notices it. The client's promise rejects at once.
   * `request.signal` in the handler, the slot and the counters follow after that time.
   */
  readonly abortMs: Latency
}

/**
 * Settings that replace the common ones. Each key replaces the whole value: `failures: []` turns
 * off failures for a route, `rateLimit: null` removes the limit. A route with its own `capacity`,
 * `rateLimit`, `connections` or shared `bandwidth` has slots, an allowance, connections or a
 * bandwidth of its own.
 */
export type NetworkOverrides = Partial<NetworkSettings>

/**
 * Settings for a span of time. Later spans in the list override earlier ones, and all of them
 * override the routes. Slots that a span adds are used from the next arrival or departure.
 */
export interface TimelineSpan extends NetworkOverrides {
  /** Begin, in ms of the timeline. */
  readonly fromMs: number
  /** End (exclusive), in ms of the timeline. Default: never. */
  readonly toMs?: number
}

/** A network, complete and JSON-serialisable. {@link parseNetwork} makes one from a {@link NetworkInput}. */
export interface Network extends NetworkSettings, TimelineRules {
  /** The seed of all draws: with the same seed, the same calls meet the same latencies and failures. */
  readonly seed: number
  /**
   * Overrides by route. A key is a path (`/products/3`) or a pattern (`/products/:id`, where `:id`
   * is one segment; `/products/*`, where a last `*` is any rest), with or without a method in
   * front. For each setting the most specific key that has it wins: a path before a pattern, a
   * pattern before one with `*`, then the one with more literal segments, then the one with a
   * method.
   */
  readonly routes: Readonly<Record<string, NetworkOverrides>>
  /** Changes over time. */
  readonly timeline: readonly TimelineSpan[]
}

/** The names of the presets. */
export type PresetName =
  | 'calm'
  | 'slow'
  | 'flaky'
  | 'rate-limited'
  | 'overloaded'
  | 'outage-then-recovery'
  | 'long-tail'

/** Overrides as they may be written. */
export interface NetworkOverridesInput extends Partial<
  Omit<NetworkSettings, 'failures' | 'rateLimit' | 'capacity'>
> {
  /** See {@link NetworkSettings.failures}. */
  readonly failures?: readonly FailureInput[]
  /** See {@link NetworkSettings.rateLimit}. */
  readonly rateLimit?: RateLimitInput | null
  /** See {@link NetworkSettings.capacity}. */
  readonly capacity?: CapacityInput | null
}

/** A span of time as it may be written. */
export interface TimelineSpanInput extends NetworkOverridesInput {
  /** See {@link TimelineSpan.fromMs}. */
  readonly fromMs: number
  /** See {@link TimelineSpan.toMs}. */
  readonly toMs?: number
}

/** A network as you write it. Every key has a default (no delay, no failure, no limit). */
export interface NetworkInput extends NetworkOverridesInput, Partial<TimelineRules> {
  /** Start from this preset. The other keys replace its values. */
  readonly preset?: PresetName
  /** See {@link Network.seed}. Default 1. */
  readonly seed?: number
  /** See {@link Network.routes}. */
  readonly routes?: Readonly<Record<string, NetworkOverridesInput>>
  /** See {@link Network.timeline}. */
  readonly timeline?: readonly TimelineSpanInput[]
}
