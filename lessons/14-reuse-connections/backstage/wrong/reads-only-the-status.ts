/**
 * What I don't read, I don't pay for.
 *
 * @fails reads or cancels every body
 * @diagnosis 2 bodies (status 200). Their connections stay busy, so 3 calls wait
 */
import type { CheckLinksOptions, Client } from '../../types.ts'

export { createClient } from '../solution.ts'

export async function checkLinks(
  client: Client,
  links: readonly string[],
  options: CheckLinksOptions = {},
): Promise<number[]> {
  const responses = await Promise.all(links.map((link) => client.fetch(link, options)))
  return responses.map(({ status }) => status)
}
