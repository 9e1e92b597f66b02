import { getJson } from '@overlap/lesson-05'
import type { MockApi, NetworkInput, VendorPrice } from '@overlap/mock-server'
import { present, type Question, type Stage } from '@overlap/mock-server/stage'
import { firstGood, type Contender } from './backstage/solution.ts'

export const network: NetworkInput = {
  routes: {
    '/vendors/mirror-oslo/*': { latency: 380 },
    '/vendors/mirror-lima/*': { latency: 60, failures: [{ kind: 'status', status: 503 }] },
    '/vendors/mirror-osaka/*': { latency: 150 },
  },
}

/** For tasks that nobody aborts. */
const never = new AbortController()

const pathOf = (city: string): string => `/vendors/mirror-${city}/price/3`

const mirrors = (api: MockApi): Contender<VendorPrice>[] =>
  ['oslo', 'lima', 'osaka'].map((city) => (options) => getJson(api.url(pathOf(city)), options))

export const predict: Question = {
  act: 'Promise.race: the first to settle',
  intro: ({ latency }) =>
    `Three mirrors are asked at once. Lima answers 503 after ${latency(pathOf('lima'))}, Osaka ` +
    `answers with a price after ${latency(pathOf('osaka'))}, Oslo with a price after ` +
    `${latency(pathOf('oslo'))}.`,
  asks: [
    {
      question: 'When does `Promise.race` settle?',
      unit: 'ms',
      answer: ({ settledMs }) => settledMs,
    },
    {
      question: 'And `Promise.any`?',
      unit: 'ms',
      act: 'Promise.any: the first to succeed',
      answer: ({ settledMs }) => settledMs,
    },
    {
      question: 'Until when does Oslo work on its answer after `Promise.any` has settled?',
      unit: 'ms',
      act: 'Promise.any: the first to succeed',
      answer: ({ trace }) => trace.calls.find(({ url }) => url.includes('oslo'))?.endMs,
    },
  ],
}

export async function demo(stage: Stage): Promise<void> {
  const report = (price: VendorPrice | undefined): void => {
    const { settledMs = 0, trace } = stage.acts.at(-1) ?? {}
    const lateMs = (trace?.calls ?? []).map(({ endMs = settledMs }) => endMs - settledMs)
    const sum = lateMs.filter((ms) => ms > 0).reduce((total, ms) => total + ms, 0)
    if (price) stage.say(`after ${Math.round(settledMs)} ms the caller has: ${price.vendor}`)
    stage.say(`from then on the mirrors work for nobody: ${Math.round(sum)} ms in all`)
  }

  stage.say('Three mirrors have the same price. The fastest of them is down: it answers 503.')
  const first = await stage.act('Promise.race: the first to settle', (api) => {
    const calls = mirrors(api).map((ask) => ask(never))
    // The losers run on: a race stops nobody.
    return Promise.race(calls)
  })
  report(first)
  const best = await stage.act('Promise.any: the first to succeed', (api) => {
    const calls = mirrors(api).map((ask) => ask(never))
    // The losers run on here, too.
    return Promise.any(calls)
  })
  report(best)
  const winner = await stage.act('firstGood: the losers are aborted', (api) => {
    const tasks = mirrors(api)
    // Gives each task a signal of its own, and aborts those of the losers.
    return firstGood(tasks)
  })
  report(winner)
}

await present(import.meta, { network, demo, predict })
