import { Call } from './call.ts'
import { exchange } from './exchange.ts'
import { outgoing } from './outgoing.ts'
import type { Wire } from './wire.ts'

/**
 * Makes a `fetch` over the simulated network.
 *
 * @param client The name of its lane in the trace.
 */
export function createFetch(wire: Wire, client: string): typeof globalThis.fetch {
  return async function fetch(input, init) {
    // Neither resolves nor rejects: either would let an endless loop go on.
    if (!wire.mayCall()) return new Promise<never>(() => {})
    if (wire.closed) {
      const url = input instanceof Request ? input.url : String(input)
      throw new Error(`Cannot call ${url}: its simulated network is closed`)
    }
    const out = outgoing(input, init)
    out.signal?.throwIfAborted()
    const call = new Call(wire, out, client)
    return call.settleWith(exchange(wire, call))
  }
}
