import { Agent, fetch } from 'undici'
import { checkOptions } from './check-options.ts'
import type { CheckLinksOptions, Client, ClientOptions } from './types.ts'

/**
 * Creates a client whose calls share connections. `types.ts` documents the options.
 *
 * @throws {RangeError} if an option is out of range.
 */
export function createClient(options: ClientOptions): Client {
  checkOptions(options)
  return {
    // TODO: each call opens a connection of its own.
    fetch: (url, init) => fetch(url, { ...init, dispatcher: new Agent() }),
    // TODO: nothing is closed.
    async close() {},
    async [Symbol.asyncDispose]() {},
  }
}

/** Resolves with the status of each link, in the order of the links. */
export function checkLinks(
  client: Client,
  links: readonly string[],
  options: CheckLinksOptions = {},
): Promise<number[]> {
  return Promise.all(
    links.map(async (link) => {
      // TODO: what happens to the body?
      const response = await client.fetch(link, options)
      return response.status
    }),
  )
}
