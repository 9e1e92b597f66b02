/**
 * undici can retry, so I let it.
 *
 * @fails reads or cancels every body
 * @diagnosis was requested 2 times
 */
import { Agent, interceptors, fetch } from 'undici'
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
  const dispatcher = agent.compose(
    interceptors.retry({ maxRetries: 1, minTimeout: 1, methods: ['GET', 'HEAD'] }),
  )
  return {
    fetch: (url, init) => fetch(url, { ...init, dispatcher }),
    close: () => agent.close(),
    [Symbol.asyncDispose]: () => agent.close(),
  }
}
