import { startContender, type ContenderProcess } from '../../harness/contender-process.ts'
import { startServer } from '../../harness/server-process.ts'
import { measured, ratioOf } from '../../report/figure.ts'
import type { Section } from '../../report/report.ts'
import type { Load } from './load.ts'

const ours = ['node:http', 'port', 'Request + Response']
const connections = 50
const calls = 10_000
const rounds = 7

/**
 * Measures what the port costs, in requests per second to a 0 ms route over 50 connections.
 * Compares it with plain `node:http` that writes the same bytes, and with a minimal server that is
 * built on `Request` and `Response`. With `--peers`, also compares it with other mock servers.
 *
 * Each server and the client have their own processes. The rounds are interleaved, and each
 * server's first round is discarded.
 */
export async function port(withPeers: boolean): Promise<Section> {
  await using stack = new AsyncDisposableStack()
  const client = stack.use(startContender(new URL('./load.ts', import.meta.url), ['the client']))
  const servers: { name: string; url: string }[] = []
  for (const name of ours) {
    const { url } = stack.use(await startServer(new URL('./contender.ts', import.meta.url), [name]))
    servers.push({ name, url })
  }
  if (withPeers) {
    const { startPeers } = await import('./peers.ts')
    servers.push(...stack.use(await startPeers()).servers)
  }
  return report(
    servers.map(({ name }) => name),
    await measure(
      client,
      servers.map(({ url }) => url),
    ),
  )
}

/** Measures requests per second. Returns a list for each server, with a figure for each round. */
async function measure(
  client: ContenderProcess,
  urls: readonly string[],
): Promise<readonly (readonly number[])[]> {
  const perSecond = urls.map((): number[] => [])
  for (let round = 0; round <= rounds; round++) {
    for (const [i, url] of urls.entries()) {
      const { ms } = await client.round({ url, connections, calls } satisfies Load)
      if (round > 0) perSecond[i]?.push((calls * 1000) / ms)
    }
  }
  return perSecond
}

function report(names: readonly string[], perSecond: readonly (readonly number[])[]): Section {
  const [plain = []] = perSecond
  return {
    title: 'The port, at 0 ms',
    intro: [`${connections} connections, ${rounds} rounds of ${calls} requests, in turns.`],
    table: {
      columns: [{ head: 'requests' }, { head: '÷ node:http' }],
      rows: names.map((name, i) => ({
        name,
        // Of figures of the same round, because other load slows down all servers of a round alike.
        cells: [measured(perSecond[i]!, 'calls/s'), ratioOf(perSecond[i]!, plain)],
      })),
    },
  }
}
