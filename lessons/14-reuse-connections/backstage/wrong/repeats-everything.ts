/**
 * If the connection broke, the server has not done anything.
 *
 * @fails retries a GET or HEAD once if its connection breaks, and nothing else
 * @diagnosis before it answered a POST
 */
import { Agent, fetch } from 'undici'
import { checkOptions } from '../../check-options.ts'
import type { Client, ClientOptions } from '../../types.ts'

export { checkLinks } from '../solution.ts'

export function createClient(options: ClientOptions): Client {
  checkOptions(options)
  const { connections, connectTimeoutMs = 10_000, idleTimeoutMs = 4_000 } = options
  const agent = new Agent({
    connections,
    connectTimeout: connectTimeoutMs,
    keepAliveTimeout: idleTimeoutMs,
    keepAliveMaxTimeout: idleTimeoutMs,
  })
  const send: Client['fetch'] = (url, init) => fetch(url, { ...init, dispatcher: agent })
  return {
    fetch: (url, init) => send(url, init).catch(() => send(url, init)),
    close: () => agent.close(),
    [Symbol.asyncDispose]: () => agent.close(),
  }
}
