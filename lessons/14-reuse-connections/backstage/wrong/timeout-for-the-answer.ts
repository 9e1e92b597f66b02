/**
 * A timeout is a timeout: it limits how long the call takes.
 *
 * @fails gives up on a connection that takes too long to open
 * @diagnosis It limits neither the response nor the wait for a free connection
 */
import { Agent, fetch } from 'undici'
import { checkOptions } from '../../check-options.ts'
import type { Client, ClientOptions } from '../../types.ts'

export { checkLinks } from '../solution.ts'

export function createClient(options: ClientOptions): Client {
  checkOptions(options)
  const agent = new Agent({ connections: options.connections })
  const { connectTimeoutMs = 10_000 } = options
  return {
    fetch(url, init = {}) {
      const signals = [AbortSignal.timeout(connectTimeoutMs), ...(init.signal ? [init.signal] : [])]
      return fetch(url, { ...init, signal: AbortSignal.any(signals), dispatcher: agent })
    },
    close: () => agent.close(),
    [Symbol.asyncDispose]: () => agent.close(),
  }
}
