import type { NetworkInput, NetworkOverridesInput } from '@overlap/mock-server'
import type { NetworkWishes } from './settings.ts'

/**
 * A network as the audience wants it. A wish holds for every call: what routes and spans of time
 * say about the same thing gives way to it.
 */
export function adjustNetwork(network: NetworkInput, wishes: NetworkWishes): NetworkInput {
  const base = (wishes.network ?? network) as NetworkInput
  // What a wish says is checked where the network is used, with everything else.
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
