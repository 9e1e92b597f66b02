import type { NetworkInput, NetworkOverridesInput } from '@overlap/mock-server'
import type { NetworkWishes } from './settings.ts'

/** Whether calls have different latencies, so that one latency for all would hide the lesson's point. */
export function hasSpread({ latency, routes = {}, timeline = [] }: NetworkInput): boolean {
  const overrides = [...Object.values(routes), ...timeline].map((part) => part.latency)
  const given = [latency, ...overrides].filter((value) => value !== undefined)
  return given.some((value) => typeof value !== 'number' || value !== given[0])
}

/**
 * A network with the flags applied. A flag applies to every call, so it also replaces the same setting in
 * routes and in the timeline.
 */
export function adjustNetwork(network: NetworkInput, wishes: NetworkWishes): NetworkInput {
  const base = (wishes.network ?? network) as NetworkInput
  // Not validated here. The whole network is validated when it is used.
  const wished = {
    ...(wishes.latency !== undefined && { latency: wishes.latency }),
    ...(wishes.failure !== undefined && { failures: [wishes.failure] }),
  } as object as NetworkOverridesInput
  const seed = wishes.seed === undefined ? {} : { seed: wishes.seed }
  const giveWay = <T extends NetworkOverridesInput>(overrides: T): T =>
    Object.fromEntries(Object.entries(overrides).filter(([key]) => !(key in wished))) as T
  return {
    ...base,
    ...(base.routes && {
      routes: Object.fromEntries(
        Object.entries(base.routes).map(([route, overrides]) => [route, giveWay(overrides)]),
      ),
    }),
    ...(base.timeline && { timeline: base.timeline.map(giveWay) }),
    ...wished,
    ...seed,
  }
}
