/**
 * With `Range`, half a body is no reason to fail.
 *
 * @fails retries a GET or HEAD once if its connection breaks, and nothing else
 * @diagnosis your client sent 2 requests. The caller may have used
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
    interceptors.retry({ maxRetries: 1, minTimeout: 0, methods: ['GET', 'HEAD'], statusCodes: [] }),
  )
  return {
    fetch: (url, init) => fetch(url, { ...init, dispatcher }),
    close: () => agent.close(),
    [Symbol.asyncDispose]: () => agent.close(),
  }
}
