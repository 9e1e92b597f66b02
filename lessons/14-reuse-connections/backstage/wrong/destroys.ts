/**
 * Closing means: everything ends now.
 *
 * @fails closes its connections when its calls have ended
 * @diagnosis An `Agent`'s `destroy` aborts them
 */
import { Agent, fetch } from 'undici'
import { checkOptions } from '../../check-options.ts'
import type { Client, ClientOptions } from '../../types.ts'

export { checkLinks } from '../solution.ts'

export function createClient(options: ClientOptions): Client {
  checkOptions(options)
  const agent = new Agent({ connections: options.connections })
  return {
    fetch: (url, init) => fetch(url, { ...init, dispatcher: agent }),
    close: () => agent.destroy(),
    [Symbol.asyncDispose]: () => agent.destroy(),
  }
}
