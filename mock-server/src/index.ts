/**
 * A simulated shop behind a simulated network: in place of `fetch`, in real time or virtual time.
 *
 * @packageDocumentation
 */
export { InvalidNetworkError, type NetworkProblem } from './network/invalid-network-error.ts'
export { parseNetwork } from './network/parse-network.ts'
export type {
  Bandwidth,
  Capacity,
  Failure,
  FailureInput,
  FailureSelector,
  Fault,
  Latency,
  Network,
  NetworkInput,
  NetworkOverrides,
  NetworkOverridesInput,
  NetworkSettings,
  PresetName,
  RateLimit,
  RateLimitInput,
  RetryAfter,
  Slowdown,
  TimelineSpan,
  TimelineSpanInput,
} from './network/types.ts'
export type * from './shop/types.ts'
export type { Counters } from './call/counters.ts'
export { startMockApi, type MockApi, type MockApiOptions } from './mount/mock-api.ts'
export { UnknownRouteError } from './mount/unknown-route-error.ts'
export { virtualTime, type VirtualTime } from './time/virtual-time.ts'
export type { Run } from './simulate/run.ts'
export { simulate, type SimulateOptions } from './simulate/simulate.ts'
export { watchedSignal, type WatchedSignal } from './simulate/watched-signal.ts'
