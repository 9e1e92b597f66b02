import { getJson } from '@overlap/lesson-05'
import { simulate, type NetworkInput } from '@overlap/mock-server'
import pMap, { pMapSettled } from 'p-map'
import { settleAll } from './solution.ts'

type Calls = Readonly<Record<string, () => Promise<unknown>>>

/** What the caller of each way gets: how many results, and how many errors. */
interface Kept {
  readonly values: number
  readonly errors: number
}

const countSettled = (results: readonly PromiseSettledResult<unknown>[]): Kept => {
  const values = results.filter(({ status }) => status === 'fulfilled').length
  return { values, errors: results.length - values }
}

const ways: Record<string, (calls: Calls) => Promise<Kept>> = {
  'Promise.all': async (calls) => {
    const all = await Promise.all(Object.values(calls).map((call) => call()))
    return { values: all.length, errors: 0 }
  },
  'catch(() => null)': async (calls) => {
    const all = await Promise.all(Object.values(calls).map((call) => call().catch(() => null)))
    return { values: all.filter((value) => value !== null).length, errors: 0 }
  },
  'Promise.allSettled': async (calls) =>
    countSettled(await Promise.allSettled(Object.values(calls).map((call) => call()))),
  'p-map, stopOnError: false': async (calls) => {
    const all = await pMap(Object.values(calls), (call) => call(), { stopOnError: false })
    return { values: all.length, errors: 0 }
  },
  pMapSettled: async (calls) =>
    countSettled(await pMapSettled(Object.values(calls), (call) => call())),
  settleAll: async (calls) => {
    const { values, errors } = await settleAll(calls)
    return { values: Object.keys(values).length, errors: Object.keys(errors).length }
  },
}

const parts = ['price', 'stock', 'reviews']

const networkFor = (failing: readonly string[]): NetworkInput => ({
  latency: 100,
  routes: { '/products/3/stock': { latency: 300 }, '/products/3/reviews': { latency: 50 } },
  failures: failing.map((part) => ({
    kind: 'status' as const,
    status: 503,
    route: `/products/3/${part}`,
  })),
})

/** What the caller gets when one of three calls fails, and when all of them do, for each way. */
export async function compare(): Promise<Record<string, Record<string, string>>> {
  const table: Record<string, Record<string, string>> = {}
  for (const [way, collect] of Object.entries(ways)) {
    table[way] = {}
    for (const failing of [['reviews'], parts]) {
      const run = await simulate(networkFor(failing), (api) => {
        const calls = parts.map((part) => {
          const url = api.url(`/products/3/${part}`)
          return [part, () => getJson(url)] as const
        })
        return collect(Object.fromEntries(calls))
      })
      const end =
        run.outcome === 'fulfilled'
          ? `${count(run.value.values, 'value')}, ${count(run.value.errors, 'error')}`
          : (run.reason as Error).name
      table[way][`${failing.length} of 3 fails`] = `${run.settledMs} ms: ${end}`
    }
  }
  return table
}

const count = (number: number, thing: string): string =>
  `${number} ${thing}${number === 1 ? '' : 's'}`

if (import.meta.main) {
  const row = (way: string, cells: readonly string[]): string =>
    [way.padEnd(27), ...cells.map((cell) => cell.padEnd(28))].join('').trimEnd()
  console.log(
    'Three calls take 50, 100 and 300 ms. The first one fails, or all of them do. For each',
  )
  console.log('way to call them: when its promise settles, and what the caller gets.\n')
  console.log(row('', ['one fails', 'all fail']))
  for (const [way, cells] of Object.entries(await compare()))
    console.log(row(way, Object.values(cells)))
}
