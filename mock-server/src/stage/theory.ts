import { bounds, type Trace } from '@overlap/trace'
import { CLIENT_TIMEOUTS_MS } from '../call/node-errors.ts'
import { createNetworkModel } from '../network/model.ts'
import type { NetworkInput } from '../network/types.ts'
import type { Theory } from './stage.ts'

/**
 * Computes the makespans that the latencies alone predict for the calls of a trace. It draws the same
 * latencies from the network again, and uses no measured times.
 */
export function theoryOf(network: NetworkInput, trace: Trace): Theory {
  const model = createNetworkModel(network, { nowMs: () => 0 })
  const latenciesMs = trace.calls.flatMap(({ method, url, sentMs }) => {
    const { pathname, search } = new URL(url)
    const plan = model.plan({ method, path: pathname + search, route: '', atMs: sentMs })
    if (plan.fault?.kind === 'hang') return []
    if (plan.fault?.kind === 'connect-timeout') return [CLIENT_TIMEOUTS_MS.connect]
    return [plan.latencyMs + plan.serviceMs + plan.firstByteMs]
  })
  const { sequentialMs, slowestMs } = bounds(latenciesMs)
  return { sequentialMs, slowestMs }
}
