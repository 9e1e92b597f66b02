import { simulate, type NetworkInput } from '@overlap/mock-server'
import { facts } from '@overlap/trace'
import pMap from 'p-map'

type Load = (url: string) => Promise<Response>

const ways: Record<string, (urls: readonly string[], load: Load) => Promise<unknown>> = {
  'for … of': async (urls, load) => {
    for (const url of urls) await load(url)
  },
  'Array.fromAsync': (urls, load) => Array.fromAsync(urls, load),
  'p-map, concurrency 1': (urls, load) => pMap(urls, load, { concurrency: 1 }),
  '… and stopOnError: false': (urls, load) =>
    pMap(urls, load, { concurrency: 1, stopOnError: false }),
  'calls started before': async (urls, load) => {
    const calls = urls.map(load)
    for (const call of calls) await call
  },
}

/** How long five calls take, and how many are sent if the second one fails, for each way to send them. */
export async function compare(): Promise<Record<string, Record<string, string>>> {
  const table: Record<string, Record<string, string>> = {}
  for (const [way, load] of Object.entries(ways)) {
    const play = (network: NetworkInput) =>
      simulate({ latency: 100, ...network }, (api) => {
        const urls = [1, 2, 3, 4, 5].map((id) => api.url(`/todos/${id}`))
        return load(urls, (url) => fetch(url))
      })
    const { trace } = await play({})
    const failed = await play({ failures: [{ kind: 'refused', route: '/todos/2' }] })
    table[way] = {
      '5 calls take': `${facts(trace).makespanMs} ms`,
      'sent if call 2 fails': `${failed.trace.calls.length}`,
    }
  }
  return table
}

if (import.meta.main) {
  const table = await compare()
  const row = (way: string, cells: readonly string[]): string =>
    [way.padEnd(25), ...cells.map((cell) => cell.padEnd(13))].join(' ').trimEnd()
  console.log('Five calls of 100 ms. A sequence takes 500 ms, and sends nothing after a failure.\n')
  console.log(row('', Object.keys(table['for … of'] ?? {})))
  for (const [way, cells] of Object.entries(table)) console.log(row(way, Object.values(cells)))
}
