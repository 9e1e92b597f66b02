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

const names = ['product', 'price', 'stock', 'reviews']

export const predict: Question = {
  act: 'Promise.all',
  intro: ({ latency }) =>
    'Four calls are sent at the same time. The reviews call fails after ' +
    `${latency('/products/3/reviews')}, and the slowest takes ${latency('/products/3/stock')}.`,
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
  stage.say('A dashboard has four parts. The service for the reviews is down.')
  await stage.act('Promise.all', (api) => {
    const parts = Object.values(dashboard(api))
    const calls = parts.map((part) => part())
    return Promise.all(calls)
  })
  const { error, settledMs, trace } = stage.acts.at(-1)!
  const arrived = trace.calls.filter(
    ({ outcome, endMs = 0 }) => outcome === 'ok' && endMs > settledMs,
  )
  const late =
    arrived.length === 1 ? '1 good answer arrives' : `${arrived.length} good answers arrive`
  if (error !== undefined) stage.say(`The page gets nothing. ${late} after the failure.`)

  stage.say('\nNow each failure becomes a null:')
  const blank = await stage.act('A null for what is missing', (api) => {
    const parts = Object.values(dashboard(api))
    const calls = parts.map((part) => part().catch(() => null))
    return Promise.all(calls)
  })
  stage.say(
    `The page gets: ${(blank ?? []).map((part, i) => (part === null ? 'null' : names[i])).join(', ')}`,
  )
  stage.say("A null doesn't say why, and nothing is in the log.")

  stage.say('\nAnd now with the function of this lesson:')
  const kept = await stage.act('What worked, and what failed', async (api) => {
    const { values, errors } = await settleAll(dashboard(api))
    // Show values.price, values.stock …; log errors.reviews.
    return { values, errors }
  })
  stage.say(`The page shows: ${Object.keys(kept?.values ?? {}).join(', ')}`)
  for (const [name, error] of Object.entries(kept?.errors ?? {}))
    stage.say(`The log gets: ${name} → ${String(error)}`)
}

await present(import.meta, { network, demo, predict })
