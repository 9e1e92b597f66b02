/**
 * How long something takes, in milliseconds: a number is that long each time, an object names a
 * distribution. A draw below 0 counts as 0, and each is rounded to a whole millisecond, which is
 * what timers can keep.
 *
 * - `uniform`: evenly between two bounds.
 * - `normal`: a bell around `mean`, cut off at 0.
 * - `lognormal`: the usual shape of a service's latency, given by its median and 99th percentile.
 * - `exponential`: memoryless, as queueing theory likes it.
 * - `pareto`: a heavy tail from `min`; the larger `alpha`, the shorter the tail. With `max` the
 *   tail ends there (the distribution is truncated; nothing piles up at `max`).
 * - `replay`: the nth call to a path takes the nth entry; after the last comes the first again.
 * - `sample`: each call takes an entry at random: recorded latencies as a distribution.
 */
export type Latency =
  | number
  | { readonly uniform: readonly [minMs: number, maxMs: number] }
  | { readonly normal: { readonly mean: number; readonly sd: number } }
  | { readonly lognormal: { readonly median: number; readonly p99: number } }
  | { readonly exponential: { readonly mean: number } }
  | { readonly pareto: { readonly min: number; readonly alpha: number; readonly max?: number } }
  | { readonly replay: readonly number[] }
  | { readonly sample: readonly number[] }

/** A `Retry-After` header: in seconds, or as an HTTP date that many seconds ahead. */
export type RetryAfter = number | { readonly date: number }

/**
 * Which calls a failure hits: those for which everything that is set holds.
 *
 * `first` and `every` count the calls to one method and path, so that the order in which calls to
 * different paths arrive changes nothing.
 */
export interface FailureSelector {
  /** The share of the calls, 0 to 1, that meet it. Default 1. */
  readonly probability?: number
  /** Only the first so many calls to each method and path. */
  readonly first?: number
  /** Only every nth call to each method and path: with 3 the third, the sixth … */
  readonly every?: number
  /** Only calls sent at this moment or later, in ms since the network was set. */
  readonly fromMs?: number
  /** Only calls sent before this moment, in ms since the network was set. */
  readonly toMs?: number
  /** Only calls with this method. */
  readonly method?: string
  /** Only calls to this path or pattern; written like a key of {@link Network.routes}. */
  readonly route?: string
}

/**
 * What ends a call badly: at most one for each call.
 *
 * - `status`: the answer has this status instead of its own.
 * - `refused`: nobody listens (ECONNREFUSED). The call never reaches the server.
 * - `reset`: the connection breaks before the headers (ECONNRESET).
 * - `reset-body`: it breaks in the body, after `afterBytes` (default: half of it).
 * - `hang`: no answer ever comes.
 * - `empty`: the connection is closed in good order, without an answer.
 * - `garbage`: status 200 and a body that is not JSON.
 * - `truncated`: the body ends after `afterBytes` (default: half of it), although its
 *   content-length promised more.
 */
export type Fault =
  | { readonly kind: 'status'; readonly status: number; readonly retryAfter?: RetryAfter }
  | { readonly kind: 'reset-body' | 'truncated'; readonly afterBytes?: number }
  | { readonly kind: 'refused' | 'reset' | 'hang' | 'empty' | 'garbage' }

/**
 * What makes a call slow without ending it.
 *
 * - `slow-headers`: the headers come `delayMs` later.
 * - `trickle`: the body comes at `bytesPerSecond`.
 */
export type Slowdown =
  | { readonly kind: 'slow-headers'; readonly delayMs: number }
  | { readonly kind: 'trickle'; readonly bytesPerSecond: number }

/**
 * One thing that goes wrong, and for which calls.
 *
 * The list is read in order for each call. A slowdown that hits is added (delays add up, the
 * slowest trickle counts) and reading goes on; the first {@link Fault} that hits is the call's fate
 * and ends the reading. So a slowdown works together with the fault that comes after it.
 */
export type Failure = FailureSelector & (Fault | Slowdown)

/** How many calls are let through; one too many is answered 429. Refused calls do not count. */
export interface RateLimit {
  /**
   * - `token-bucket`: `limit` calls per window on average, up to `burst` at once.
   * - `fixed-window`: `limit` calls in each window; twice as many can meet at an edge.
   * - `sliding-window`: `limit` calls in any span of `windowMs`.
   */
  readonly algorithm: 'token-bucket' | 'fixed-window' | 'sliding-window'
  /** Calls per window. */
  readonly limit: number
  /** Length of the window in ms. */
  readonly windowMs: number
  /** Tokens in a full bucket; for `token-bucket` alone. Default: `limit`. */
  readonly burst?: number
  /** Who shares one allowance: all calls, the calls to one route, or those with one API key. */
  readonly by: 'all' | 'route' | 'key'
  /** How `Retry-After` is written: whole seconds, or an HTTP date. */
  readonly retryAfter: 'seconds' | 'date'
}

/** A server that works on `slots` calls at a time, lets `queue` more wait, and answers 503 beyond. */
export interface Capacity {
  /** Calls in service at once. */
  readonly slots: number
  /** Calls that may wait for a slot, first come, first served. */
  readonly queue: number
  /** How long a call holds its slot. Without it the call's latency is spent in the slot. */
  readonly serviceMs?: Latency
}

/** How fast each call's body arrives. */
export interface Bandwidth {
  /** Bytes a second, for each call by itself. */
  readonly bytesPerSecond: number
  /** Size of the pieces. Default: a twentieth of a second's worth. */
  readonly chunkBytes?: number
}

/** What can differ between routes and over time. */
export interface NetworkSettings {
  /** Time until the headers. */
  readonly latency: Latency
  /** More time until the first byte of the body. */
  readonly firstByteMs: Latency
  /** How fast a body arrives; `null`: at once. */
  readonly bandwidth: Bandwidth | null
  /** What goes wrong, in the order in which it is tried. */
  readonly failures: readonly Failure[]
  /** How many calls are let through; `null`: all. */
  readonly rateLimit: RateLimit | null
  /** How many calls the server works on; `null`: any number. */
  readonly capacity: Capacity | null
}

/**
 * Settings in place of the common ones. Each key replaces the whole value: `failures: []` spares a
 * route, `rateLimit: null` lifts the limit. A route with its own `capacity` or `rateLimit` has slots
 * or an allowance of its own.
 */
export type NetworkOverrides = Partial<NetworkSettings>

/**
 * Settings for a span of time. Later spans of the list win, and each wins over the routes. Slots
 * that a span adds are taken at the next arrival or departure.
 */
export interface TimelineSpan extends NetworkOverrides {
  /** Begin, in ms since the network was set. */
  readonly fromMs: number
  /** End (exclusive), in ms since the network was set. Default: never. */
  readonly toMs?: number
}

/** A network, complete and JSON-serialisable. {@link parseNetwork} makes one from a {@link NetworkInput}. */
export interface Network extends NetworkSettings {
  /** Where all draws begin: the same seed and calls meet the same latencies and failures. */
  readonly seed: number
  /**
   * Overrides by route. A key is a path (`/products/3`) or a pattern (`/products/:id`, where `:id`
   * is one segment; `/products/*`, where a last `*` is any rest), with a method before it or
   * without. For each setting the most specific key that has it wins: a path before a pattern, a
   * pattern before one with `*`, then the one with more literal segments, then the one with a method.
   */
  readonly routes: Readonly<Record<string, NetworkOverrides>>
  /** Changes over time. */
  readonly timeline: readonly TimelineSpan[]
}

/** The networks that have a name. */
export type PresetName =
  | 'calm'
  | 'slow'
  | 'flaky'
  | 'rate-limited'
  | 'overloaded'
  | 'outage-then-recovery'
  | 'long-tail'

/** A failure as it may be written: `retryAfter: 'date'` is an HTTP date one second ahead. */
export type FailureInput =
  | Failure
  | (FailureSelector & {
      readonly kind: 'status'
      readonly status: number
      readonly retryAfter: 'date'
    })

/** A rate limit as it may be written. Defaults: a token bucket, by all calls, in seconds. */
export type RateLimitInput = Pick<RateLimit, 'limit' | 'windowMs'> & Partial<RateLimit>

/** Overrides as they may be written. */
export interface NetworkOverridesInput extends Partial<
  Omit<NetworkSettings, 'failures' | 'rateLimit'>
> {
  /** See {@link NetworkSettings.failures}. */
  readonly failures?: readonly FailureInput[]
  /** See {@link NetworkSettings.rateLimit}. */
  readonly rateLimit?: RateLimitInput | null
}

/** A span of time as it may be written. */
export interface TimelineSpanInput extends NetworkOverridesInput {
  /** See {@link TimelineSpan.fromMs}. */
  readonly fromMs: number
  /** See {@link TimelineSpan.toMs}. */
  readonly toMs?: number
}

/** A network as it may be written: what is left out has its default (no delay, no failure, no limit). */
export interface NetworkInput extends NetworkOverridesInput {
  /** Begin with this preset; the other keys replace what it sets. */
  readonly preset?: PresetName
  /** See {@link Network.seed}. Default 1. */
  readonly seed?: number
  /** See {@link Network.routes}. */
  readonly routes?: Readonly<Record<string, NetworkOverridesInput>>
  /** See {@link Network.timeline}. */
  readonly timeline?: readonly TimelineSpanInput[]
}
