/**
 * A client for links needs only the URL.
 *
 * @fails makes all calls over the same few connections
 * @diagnosis Pass everything in `init` on to `fetch`.
 */
import { Agent, fetch } from 'undici'
import { checkOptions } from '../../check-options.ts'
import type { Client, ClientOptions } from '../../types.ts'

export { checkLinks } from '../solution.ts'

export function createClient(options: ClientOptions): Client {
  checkOptions(options)
  const agent = new Agent({ connections: options.connections })
  return {
    fetch: (url) => fetch(url, { dispatcher: agent }),
    close: () => agent.close(),
    [Symbol.asyncDispose]: () => agent.close(),
  }
}
