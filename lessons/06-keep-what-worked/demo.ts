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
  act: 'Promise.all',
  intro: ({ latency }) =>
    `Four calls at once. The one for the reviews fails after ${latency('/products/3/reviews')}, ` +
    `and the slowest takes ${latency('/products/3/stock')}.`,
  asks: [
    {
      question: 'When does `Promise.all` reject?',
      unit: 'ms',
      answer: ({ settledMs, error }) => (error === undefined ? undefined : settledMs),
    },
    {
      question: 'How many calls are still in flight then?',
      unit: 'calls',
      answer: ({ settledMs, trace }) =>
        trace.calls.filter(({ endMs = Infinity }) => endMs > settledMs + 1).length,
    },
  ],
}

export async function demo(stage: Stage): Promise<void> {
  stage.say('A dashboard of four parts. The reviews are down.')
  await stage.act('Promise.all', (api) => {
    const parts = Object.values(dashboard(api))
    const calls = parts.map((part) => part())
    return Promise.all(calls)
  })
  stage.say('One failure, and the page is empty. Whatever the other calls bring is thrown away.')

  const blank = await stage.act('A null for what is missing', (api) => {
    const parts = Object.values(dashboard(api))
    const calls = parts.map((part) => part().catch(() => null))
    return Promise.all(calls)
  })
  stage.say(
    `the page gets: ${(blank ?? []).map((part) => (part === null ? 'null' : 'a part')).join(', ')}`,
  )
  stage.say('Which part is missing, and why? The page does not know, and the log is empty.')

  const kept = await stage.act('Keep what worked, and what did not', async (api) => {
    const { values, errors } = await settleAll(dashboard(api))
    // values.price, values.stock … and errors.reviews
    return { values, errors }
  })
  stage.say(`values: ${Object.keys(kept?.values ?? {}).join(', ')}`)
  for (const [name, error] of Object.entries(kept?.errors ?? {}))
    stage.say(`error:  ${name}: ${String(error)}`)
}

await present(import.meta, { network, demo, predict })
