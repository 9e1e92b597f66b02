import { simulate, type NetworkInput } from '@overlap/mock-server'
import { facts } from '@overlap/trace'
import pMap from 'p-map'

type Load = (url: string) => Promise<Response>

const ways: Record<string, (urls: readonly string[], load: Load) => Promise<unknown>> = {
  'one after another': async (urls, load) => {
    for (const url of urls) await load(url)
  },
  'Promise.all': (urls, load) => Promise.all(urls.map(load)),
  'p-map, no concurrency': (urls, load) => pMap(urls, load),
  'p-map, concurrency 10': (urls, load) => pMap(urls, load, { concurrency: 10 }),
}

/** A small server: it works on 10 calls at a time, queues 50, and refuses the others. */
const network: NetworkInput = { latency: 100, capacity: { slots: 10, queue: 50 } }

/** How long 8 calls and 200 calls take, and how many are refused, for each way to send them. */
export async function compare(): Promise<Record<string, Record<string, string>>> {
  const table: Record<string, Record<string, string>> = {}
  for (const [way, load] of Object.entries(ways)) {
    table[way] = {}
    for (const length of [8, 200]) {
      const run = await simulate(network, (api) => {
        const urls = Array.from({ length }, (_, i) => api.url(`/products/${i + 1}`))
        return load(urls, (url) => fetch(url))
      })
      const { makespanMs } = facts(run.trace)
      const refused = run.trace.calls.filter(({ status }) => status === 503).length
      table[way][`${length} calls`] =
        `${makespanMs} ms` + (refused > 0 ? `, ${refused} refused` : '')
    }
  }
  return table
}

if (import.meta.main) {
  const table = await compare()
  const lengths = Object.keys(table['Promise.all'] ?? {})
  const row = (way: string, cells: readonly string[]): string =>
    [way.padEnd(23), ...cells.map((cell) => cell.padEnd(11))].join(' ').trimEnd()
  console.log('A small server works on 10 calls of 100 ms at a time. 50 more calls can wait in')
  console.log('its queue, and it refuses the others right away. Times run from the first call')
  console.log('to the last answer: 6 rounds of 10 calls take 600 ms.\n')
  console.log(row('', lengths))
  for (const [way, cells] of Object.entries(table)) console.log(row(way, Object.values(cells)))
}
