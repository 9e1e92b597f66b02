import type { MockApi } from '../mount/mock-api.ts'
import type { NetworkInput } from '../network/types.ts'
import type { VirtualTime } from '../time/virtual-time.ts'
import { announce } from './on-simulated.ts'
import type { SimulateOptions } from './options.ts'
import type { Run } from './run.ts'
import { runSimulation } from './simulation.ts'

/**
 * Runs a function against the simulated shop, in {@link virtualTime virtual time}, and reports
 * everything that happened.
 *
 * The same work produces the same run, to the millisecond, on any machine under any load. Problems in
 * the work are reported, not thrown: it may reject, leave rejections unhandled, leave calls or timers
 * behind, or never settle. Calls and timers that are left run on for up to ten more virtual minutes.
 * Then they are dropped, so nothing is left when this returns. It cannot stop work that never gives
 * the thread back.
 *
 * @example
 * ```ts
 * import { simulate } from '@overlap/mock-server'
 *
 * const run = await simulate({ latency: 100 }, async (api) => {
 *   for (const id of [1, 2, 3]) await fetch(api.url(`/products/${id}`))
 *   return 'done'
 * })
 * console.log(run.value) // → done
 * console.log(run.settledMs) // → 300
 * console.log(run.counters.peakInFlight) // → 1
 * ```
 *
 * @param work Called at 0 ms. It may wait for timers, for calls to the shop, and for work of other
 *   threads that ends (a file, a hash). It must not wait for a worker thread, a child process or a real
 *   connection.
 * @throws {InvalidNetworkError} if the description of the network is wrong.
 * @throws {RangeError} if `heartbeatMs` is not above 0.
 * @throws {Error} if another simulation or virtual time is running, or a {@link MockApi} is open.
 */
export async function simulate<T>(
  network: NetworkInput,
  work: (api: MockApi, time: VirtualTime) => T | Promise<T>,
  options: SimulateOptions = {},
): Promise<Run<T>> {
  return announce(await runSimulation(network, work, options))
}
