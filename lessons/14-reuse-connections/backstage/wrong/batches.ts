/**
 * The client has two connections, so I make two calls at a time.
 *
 * @fails reads or cancels every body
 * @diagnosis never made more than 2 calls at once
 */
import type { CheckLinksOptions, Client } from '../../types.ts'

export { createClient } from '../solution.ts'

export async function checkLinks(
  client: Client,
  links: readonly string[],
  options: CheckLinksOptions = {},
): Promise<number[]> {
  const statuses: number[] = []
  for (let i = 0; i < links.length; i += 2) {
    const batch = links.slice(i, i + 2).map(async (link) => {
      const response = await client.fetch(link, options)
      await response.body?.cancel()
      return response.status
    })
    statuses.push(...(await Promise.all(batch)))
  }
  return statuses
}
