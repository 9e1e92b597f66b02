import { createNetworkModel } from '../network/model.ts'
import { parseNetwork } from '../network/parse-network.ts'
import type { NetworkInput } from '../network/types.ts'
import type { Ahead } from './stage.ts'

/**
 * Looks up the latencies that a network will draw. Every act begins with the same draws.
 *
 * @example
 * ```ts
 * import { aheadOf } from '@overlap/mock-server/stage'
 *
 * const { latency } = aheadOf({ latency: 100, routes: { '/todos/2': { latency: 250 } } })
 *
 * latency('/todos/1') // → '100 ms'
 * latency('/todos/1', '/todos/2') // → '100 to 250 ms'
 * ```
 */
export function aheadOf(network: NetworkInput): Ahead {
  const latencyMs = (path: string): number => {
    // Each path has its own model, so every lookup draws for the first call to its path.
    const model = createNetworkModel(network, { nowMs: () => 0 })
    const plan = model.plan({ method: 'GET', path, route: '', atMs: 0 })
    return plan.latencyMs + plan.serviceMs + plan.firstByteMs
  }
  return {
    network: parseNetwork(network),
    latency: (...paths) => {
      const all = paths.map((path) => Math.round(latencyMs(path)))
      const [least, most] = [Math.min(...all), Math.max(...all)]
      return least === most ? `${most} ms` : `${least} to ${most} ms`
    },
  }
}
