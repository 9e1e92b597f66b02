import { getJson } from '@overlap/lesson-05'
import type { MockApi, NetworkInput } from '@overlap/mock-server'
import { present, type Question, type Stage } from '@overlap/mock-server/stage'
import { settleAll } from './backstage/solution.ts'

export const network: NetworkInput = {
  latency: { lognormal: { median: 150, p99: 400 } },
  seed: 3,
  routes: {
    '/products/3/reviews': { latency: 60, failures: [{ kind: 'status', status: 503 }] },
    '/products/3/stock': { latency: 380 },
  },
}

type Part = (options?: { readonly signal: AbortSignal }) => Promise<unknown>

const dashboard = (api: MockApi): Record<string, Part> => ({
  product: (options) => getJson(api.url('/products/3'), options),
  price: (options) => getJson(api.url('/products/3/price'), options),
  stock: (options) => getJson(api.url('/products/3/stock'), options),
  reviews: (options) => getJson(api.url('/products/3/reviews'), options),
})

export const predict: Question = {
  act: 'Keep what worked, and what did not',
  question: 'Four calls at once. One fails after 60 ms, the slowest takes 380.',
}

export async function demo(stage: Stage): Promise<void> {
  stage.say('A dashboard of four parts. The reviews are down.')
  await stage.act('Promise.all', (api) =>
    Promise.all(Object.values(dashboard(api)).map((part) => part())),
  )
  stage.say(
    'One failure, and the page is empty. The other calls run on; nobody will see their answers.',
  )

  const blank = await stage.act('A null for what is missing', (api) =>
    Promise.all(Object.values(dashboard(api)).map((part) => part().catch(() => null))),
  )
  stage.say(
    `the page gets: ${(blank ?? []).map((part) => (part === null ? 'null' : 'a part')).join(', ')}`,
  )
  stage.say('Which part is it, and why? The page does not know, and the log is empty.')

  const kept = await stage.act('Keep what worked, and what did not', (api) =>
    settleAll(dashboard(api)),
  )
  stage.say(`values: ${Object.keys(kept?.values ?? {}).join(', ')}`)
  for (const [name, error] of Object.entries(kept?.errors ?? {}))
    stage.say(`error:  ${name}: ${String(error)}`)
}

await present(import.meta, { network, demo, predict })
