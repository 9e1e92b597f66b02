/**
 * Nobody needs to wait for cleaning up.
 *
 * @fails closes its connections when its calls have ended
 * @diagnosis had not ended. Wait until the calls
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
    async close() {
      void agent.close()
    },
    async [Symbol.asyncDispose]() {
      void agent.close()
    },
  }
}
