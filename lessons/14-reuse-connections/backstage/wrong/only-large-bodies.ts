/**
 * Small bodies arrive by themselves, and the server says which are large.
 *
 * @fails reads or cancels every body
 * @diagnosis without a `content-length` header
 */
import type { CheckLinksOptions, Client } from '../../types.ts'

export { createClient } from '../solution.ts'

export function checkLinks(
  client: Client,
  links: readonly string[],
  options: CheckLinksOptions = {},
): Promise<number[]> {
  return Promise.all(
    links.map(async (link) => {
      const response = await client.fetch(link, options)
      if (Number(response.headers.get('content-length')) >= 65_536) await response.body?.cancel()
      return response.status
    }),
  )
}
