/**
 * A retry is another call, and the URL is what it needs.
 *
 * @fails retries a GET or HEAD once if its connection breaks, and nothing else
 * @diagnosis retry was a GET without that header
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
  return {
    async fetch(url, init) {
      const options = { ...init, dispatcher: agent }
      try {
        return await fetch(url, options)
      } catch (error) {
        const { code } = (error as { cause?: { code?: unknown } }).cause ?? {}
        const isBroken = code === 'ECONNRESET' || code === 'UND_ERR_SOCKET'
        const isSafe = ['GET', 'HEAD'].includes((init?.method ?? 'GET').toUpperCase())
        if (!isBroken || !isSafe) throw error
        return fetch(url, { dispatcher: agent })
      }
    },
    close: () => agent.close(),
    [Symbol.asyncDispose]: () => agent.close(),
  }
}
