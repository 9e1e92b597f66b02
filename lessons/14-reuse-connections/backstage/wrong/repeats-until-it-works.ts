/**
 * The more often I retry, the more reliable my client is.
 *
 * @fails retries a GET or HEAD once if its connection breaks, and nothing else
 * @diagnosis A GET was sent 6 times
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
      for (let left = 5; ; left -= 1) {
        try {
          return await fetch(url, { ...init, dispatcher: agent })
        } catch (error) {
          const isBroken = error instanceof TypeError && error.message === 'fetch failed'
          if (left === 0 || !isBroken || (init?.method ?? 'GET') === 'POST') throw error
        }
      }
    },
    close: () => agent.close(),
    [Symbol.asyncDispose]: () => agent.close(),
  }
}
