/**
 * Why request the same link twice?
 *
 * @fails reads or cancels every body
 * @diagnosis because one link is in the list twice
 */
import type { CheckLinksOptions, Client } from '../../types.ts'

export { createClient } from '../solution.ts'

export function checkLinks(
  client: Client,
  links: readonly string[],
  options: CheckLinksOptions = {},
): Promise<number[]> {
  return Promise.all(
    [...new Set(links)].map(async (link) => {
      const response = await client.fetch(link, options)
      await response.body?.cancel()
      return response.status
    }),
  )
}
