/**
 * HTTP/1.1 without pipelining is `pipelining: 0`. (It turns keep-alive off: undici's default is
 * 1.)
 *
 * @fails makes all calls over the same few connections
 * @diagnosis each was closed after its answer
 */
import { Agent, fetch } from 'undici'
import { checkOptions } from '../../check-options.ts'
import type { Client, ClientOptions } from '../../types.ts'

export { checkLinks } from '../solution.ts'

export function createClient(options: ClientOptions): Client {
  checkOptions(options)
  const agent = new Agent({ connections: options.connections, pipelining: 0 })
  return {
    fetch: (url, init) => fetch(url, { ...init, dispatcher: agent }),
    close: () => agent.close(),
    [Symbol.asyncDispose]: () => agent.close(),
  }
}
