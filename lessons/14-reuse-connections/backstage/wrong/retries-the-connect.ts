/**
 * Every network error is worth a second try, a connect timeout, too.
 *
 * @fails gives up on a connection that takes too long to open
 * @diagnosis It should reject after the first timeout
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
    fetch: (url, init) =>
      send(url, init).catch((error: Error) => {
        const { code } = (error.cause ?? {}) as { code?: unknown }
        const isSafe = ['GET', 'HEAD'].includes((init?.method ?? 'GET').toUpperCase())
        if (!isSafe || code === undefined) throw error
        return send(url, init)
      }),
    close: () => agent.close(),
    [Symbol.asyncDispose]: () => agent.close(),
  }
}
