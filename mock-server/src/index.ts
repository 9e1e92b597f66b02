/**
 * A simulated shop behind a simulated network. It replaces `fetch`, in real or virtual time.
 *
 * @packageDocumentation
 */
export { InvalidNetworkError, type NetworkProblem } from './network/invalid-network-error.ts'
export { parseNetwork } from './network/parse-network.ts'
export { failureFromText } from './network/failure-text.ts'
export { latencyFromText } from './network/latency-text.ts'
export type { Bandwidth } from './network/bandwidth.ts'
export type { Capacity, CapacityInput } from './network/capacity.ts'
export type { ConnectionSettings } from './network/connections.ts'
export type {
  Failure,
  FailureInput,
  FailureSelector,
  Fault,
  Slowdown,
} from './network/failure-kinds.ts'
export type { Latency } from './network/latency.ts'
export type { LimiterRule } from './network/limiters.ts'
export type { RateLimit, RateLimitInput } from './network/rate-limit.ts'
export type { RetryAfter, RetryAfterInput } from './network/retry-after.ts'
export type { JsonValue } from './network/reply-schema.ts'
export type { TimelineRules } from './network/timeline.ts'
export type {
  Network,
  NetworkInput,
  NetworkOverrides,
  NetworkOverridesInput,
  NetworkSettings,
  PresetName,
  TimelineSpan,
  TimelineSpanInput,
} from './network/types.ts'
export type * from './shop/types.ts'
export type { Counters } from './call/counters.ts'
export type { MockApi, MockApiOptions } from './mount/mock-api.ts'
export { startMockApi } from './mount/start-mock-api.ts'
export { UnknownRouteError } from './mount/unknown-route-error.ts'
export { virtualTime, type VirtualTime } from './time/virtual-time.ts'
export { explore } from './explore/explore.ts'
export type { Exploration, ExploreOptions, FailingOrder } from './explore/types.ts'
export type { Run } from './simulate/run.ts'
export { audited, type AuditedOptions } from './simulate/audit.ts'
export type { Leftover, LeftoverKind } from './simulate/leftovers.ts'
export { onSimulated } from './simulate/on-simulated.ts'
export type { SimulateOptions } from './simulate/options.ts'
export { simulate } from './simulate/simulate.ts'
export { watchedSignal, type WatchedSignal } from './simulate/watched-signal.ts'
