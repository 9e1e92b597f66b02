/**
 * Connections are shared, so there should be one Agent in the program.
 *
 * @fails makes all calls over the same few connections
 * @diagnosis so that each client has its own limit
 */
import { Agent, fetch } from 'undici'
import { checkOptions } from '../../check-options.ts'
import type { Client, ClientOptions } from '../../types.ts'

export { checkLinks } from '../solution.ts'

let agent: Agent | undefined

export function createClient(options: ClientOptions): Client {
  checkOptions(options)
  agent ??= new Agent({ connections: options.connections })
  const shared = agent
  return {
    fetch: (url, init) => fetch(url, { ...init, dispatcher: shared }),
    close: () => shared.close(),
    [Symbol.asyncDispose]: () => shared.close(),
  }
}
