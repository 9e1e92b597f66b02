/**
 * A failed call is sent again. (`return this.fetch` sends that one again, too, and so on.)
 *
 * @fails makes all calls over the same few connections
 * @diagnosis your client sent one call more than 20 times
 */
import { Agent, fetch } from 'undici'
import { checkOptions } from '../../check-options.ts'
import type { Client, ClientOptions } from '../../types.ts'

export { checkLinks } from '../solution.ts'

export function createClient(options: ClientOptions): Client {
  checkOptions(options)
  const agent = new Agent({ connections: options.connections })
  return {
    async fetch(url, init) {
      try {
        return await fetch(url, { ...init, dispatcher: agent })
      } catch {
        return this.fetch(url, init)
      }
    },
    close: () => agent.close(),
    [Symbol.asyncDispose]: () => agent.close(),
  }
}
