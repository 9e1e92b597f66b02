/**
 * A pool is a pool.
 *
 * @fails makes all calls over the same few connections
 * @diagnosis belongs to one origin
 */
import { fetch, Pool } from 'undici'
import { checkOptions } from '../../check-options.ts'
import type { Client, ClientOptions } from '../../types.ts'

export { checkLinks } from '../solution.ts'

export function createClient(options: ClientOptions): Client {
  checkOptions(options)
  const { connections } = options
  let pool: Pool | undefined
  const close = async (): Promise<void> => pool?.close()
  return {
    fetch(url, init) {
      pool ??= new Pool(new URL(url).origin, { connections, keepAliveTimeout: 600_000 })
      return fetch(url, { ...init, dispatcher: pool })
    },
    close,
    [Symbol.asyncDispose]: close,
  }
}
