/**
 * A closed client is a bug in the caller, so I throw.
 *
 * @fails can be closed again, rejects calls after that, and refuses bad options
 * @diagnosis `client.fetch` itself threw
 */
import { createClient as create } from '../solution.ts'
import type { Client, ClientOptions } from '../../types.ts'

export { checkLinks } from '../solution.ts'

export function createClient(options: ClientOptions): Client {
  const client = create(options)
  let isClosed = false
  const close = (): Promise<void> => {
    isClosed = true
    return client.close()
  }
  return {
    fetch(url, init) {
      if (isClosed) throw new Error('the client is closed')
      return client.fetch(url, init)
    },
    close,
    [Symbol.asyncDispose]: close,
  }
}
