import { simulate, type NetworkInput } from '@overlap/mock-server'

type Load = (path: string) => Promise<Response>

// The linter's rule `no-floating-promises` is on in this file, and accepts all of these ways.
const ways: Record<string, (load: Load) => Promise<unknown>> = {
  'one by one': async (load) => {
    const reviews = load('/products/3/reviews')
    const product = load('/products/3')
    return [await reviews, await product]
  },
  '… with catch(() => {})': async (load) => {
    const reviews = load('/products/3/reviews')
    const product = load('/products/3')
    product.catch(() => {})
    return [await reviews, await product]
  },
  'Promise.allSettled': async (load) => {
    const results = await Promise.allSettled([load('/products/3/reviews'), load('/products/3')])
    for (const result of results) if (result.status === 'rejected') throw result.reason
    return results
  },
  'Promise.all': (load) => Promise.all([load('/products/3/reviews'), load('/products/3')]),
}

/** The reviews take 300 ms. The call for the product fails after 100 ms. */
const network: NetworkInput = {
  latency: 300,
  routes: { '/products/3': { latency: 100, failures: [{ kind: 'refused' }] } },
}

/** When the error reaches the caller, and how many rejections are unhandled, for each way to await. */
export async function compare(): Promise<Record<string, Record<string, string>>> {
  const table: Record<string, Record<string, string>> = {}
  for (const [way, load] of Object.entries(ways)) {
    const run = await simulate(network, (api) => load((path) => fetch(api.url(path))))
    table[way] = {
      'rejects after': `${run.settledMs} ms`,
      'unhandled rejections': `${run.unhandled.length}`,
    }
  }
  return table
}

if (import.meta.main) {
  const table = await compare()
  const row = (way: string, cells: readonly string[]): string =>
    [way.padEnd(23), ...cells.map((cell) => cell.padEnd(14))].join(' ').trimEnd()
  console.log('Two calls are sent together. The first takes 300 ms, and the second fails after')
  console.log('100 ms. Node exits at an unhandled rejection, so a program gets to the 300 ms of')
  console.log('the first row only if it handles the event `unhandledRejection`.\n')
  console.log(row('', Object.keys(table['Promise.all'] ?? {})))
  for (const [way, cells] of Object.entries(table)) console.log(row(way, Object.values(cells)))
}
