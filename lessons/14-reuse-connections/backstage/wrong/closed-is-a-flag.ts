/**
 * If the client is being closed, a second `close()` has nothing to do.
 *
 * @fails can be closed again, rejects calls after that, and refuses bad options
 * @diagnosis The second promise resolved before that call had ended
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
  const close = async (): Promise<void> => {
    if (!agent.closed) await agent.close()
  }
  return {
    fetch: (url, init) => fetch(url, { ...init, dispatcher: agent }),
    close,
    [Symbol.asyncDispose]: close,
  }
}
