/**
 * With a limit, I have to wait for each call before I make the next one.
 *
 * @fails reads or cancels every body
 * @diagnosis used one at a time
 */
import type { CheckLinksOptions, Client } from '../../types.ts'

export { createClient } from '../solution.ts'

export async function checkLinks(
  client: Client,
  links: readonly string[],
  options: CheckLinksOptions = {},
): Promise<number[]> {
  const statuses: number[] = []
  for (const link of links) {
    const response = await client.fetch(link, options)
    await response.body?.cancel()
    statuses.push(response.status)
  }
  return statuses
}
