import { getJson } from '@overlap/lesson-05'
import { simulate, type MockApi, type NetworkInput, type Run } from '@overlap/mock-server'
import { firstGood, type Contender } from './solution.ts'

type FirstOf = <T>(tasks: readonly Contender<T>[]) => Promise<T>

const ways: Record<string, FirstOf> = {
  race: (tasks) => Promise.race(tasks.map((task) => task(new AbortController()))),
  any: (tasks) => Promise.any(tasks.map((task) => task(new AbortController()))),
  'any, one controller': async (tasks) => {
    const controller = new AbortController()
    try {
      return await Promise.any(tasks.map((task) => task(controller)))
    } finally {
      controller.abort()
    }
  },
  firstGood: (tasks) => firstGood(tasks),
}

const network: NetworkInput = {
  bandwidth: { bytesPerSecond: 1000 },
  routes: {
    '/vendors/oslo/*': { latency: 900 },
    '/vendors/lima/*': { latency: 60 },
    '/vendors/osaka/*': { latency: 300 },
  },
}
const limaIsDown: NetworkInput = {
  failures: [{ kind: 'status', status: 503, route: '/vendors/lima/*' }],
}

const urls = (api: MockApi): string[] =>
  ['oslo', 'lima', 'osaka'].map((city) => api.url(`/vendors/${city}/price/3`))

/** What comes of each way of taking the first answer of three mirrors. */
export async function compare(): Promise<Record<string, Record<string, string>>> {
  const table: Record<string, Record<string, string>> = {}
  for (const [way, first] of Object.entries(ways)) {
    const prices = (more: NetworkInput = {}): Promise<Run<unknown>> =>
      simulate({ ...network, ...more }, (api) =>
        first(urls(api).map((url) => (options) => getJson(url, options))),
      )
    const up = await prices()
    const late = up.trace.calls.filter(({ endMs = 0 }) => endMs > up.settledMs)
    const body = await simulate(network, async (api) => {
      const response = await first(urls(api).map((url) => (options) => fetch(url, options)))
      return response.text()
    })
    table[way] = {
      'fastest is down': outcome(await prices(limaIsDown)),
      'losers run on': String(late.length),
      "winner's body": outcome(body),
    }
  }
  return table
}

const outcome = ({ outcome, reason }: Run<unknown>): string =>
  outcome === 'fulfilled' ? 'arrives' : (reason as Error).name

if (import.meta.main) console.table(await compare())
