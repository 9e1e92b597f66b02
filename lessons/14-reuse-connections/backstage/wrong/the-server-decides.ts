/**
 * `keepAliveTimeout` is how long an idle connection is kept.
 *
 * @fails closes idle connections, whatever the server suggests
 * @diagnosis Which option of the `Agent` limits what the server suggests?
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
  })
  return {
    fetch: (url, init) => fetch(url, { ...init, dispatcher: agent }),
    close: () => agent.close(),
    [Symbol.asyncDispose]: () => agent.close(),
  }
}
