/**
 * An error has no body worth reading.
 *
 * @fails reads or cancels every body
 * @diagnosis An error page has a body, too
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
      if (response.ok) await response.text()
      return response.status
    }),
  )
}
