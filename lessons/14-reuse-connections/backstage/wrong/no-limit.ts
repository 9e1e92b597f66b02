/**
 * One Agent that all calls share is a pool, and a pool has a sensible size.
 *
 * @fails makes all calls over the same few connections
 * @diagnosis By default, an `Agent` opens a connection for every call that finds no free one
 */
import { Agent, fetch } from 'undici'
import { checkOptions } from '../../check-options.ts'
import type { Client, ClientOptions } from '../../types.ts'

export { checkLinks } from '../solution.ts'

export function createClient(options: ClientOptions): Client {
  checkOptions(options)
  const agent = new Agent()
  return {
    fetch: (url, init) => fetch(url, { ...init, dispatcher: agent }),
    close: () => agent.close(),
    [Symbol.asyncDispose]: () => agent.close(),
  }
}
