import { getJson } from '@overlap/lesson-05'
import { retry } from '@overlap/lesson-10'
import { backoff } from '@overlap/lesson-11'
import type { MockApi, NetworkInput } from '@overlap/mock-server'
import { present, type Question, type Stage } from '@overlap/mock-server/stage'
import { numberText, type Call, type Trace } from '@overlap/trace'
import { keepTrying, retryBudget } from './backstage/solution.ts'

/** When the server is down. */
const outage = { fromMs: 500, toMs: 1500 } as const

/** 100 answers a second. Refuses a call if it already has 12. A refusal takes 40 % as long as an answer. */
export const network: NetworkInput = {
  latency: 5,
  capacity: { slots: 4, queue: 8, serviceMs: { uniform: [20, 60] }, refusal: 0.4 },
  failures: [{ kind: 'status', status: 503, probability: 0.05 }],
  timeline: [{ ...outage, failures: [{ kind: 'status', status: 503 }] }],
}

const ids = Array.from({ length: 200 }, (_, i) => i + 1)
const everyMs = 15

export const predict: Question = {
  act: 'Three retries',
  intro: () =>
    `Your service loads ${ids.length} products, one every ${everyMs} ms. That is two thirds of what the ` +
    `server can handle. From ${outage.fromMs} to ${numberText(outage.toMs)} ms the server is down. ` +
    "Each product is retried up to three times. The server refuses a call in 40 % of an answer's time.",
  asks: [
    { question: 'How many of the 200 products arrive?', unit: 'products', answer: arrived },
    {
      question: 'How many arrive if a budget allows one retry for every ten products?',
      unit: 'products',
      act: 'Three retries, within a budget and a deadline',
      answer: arrived,
    },
  ],
}

function arrived({ trace }: { readonly trace: Trace }): number {
  return trace.calls.filter(({ status }) => status === 200).length
}

/** Random numbers that are the same in each run. */
function seeded(): () => number {
  let state = 1
  return () => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647
}

type Load = (options: { readonly signal: AbortSignal }) => Promise<unknown>

export async function demo(stage: Stage): Promise<void> {
  let slowestMs = 0
  /** Starts to load a product every 15 ms, even if others have failed. */
  const serve = (api: MockApi, start: (load: Load) => Promise<unknown>): Promise<unknown> => {
    slowestMs = 0
    return Promise.allSettled(
      ids.map(async (id) => {
        await stage.sleep(id * everyMs)
        const startMs = performance.now()
        const load: Load = ({ signal }) =>
          getJson(api.url(`/products/${(id % 60) + 1}`), { signal })
        return start(load).finally(() => {
          slowestMs = Math.max(slowestMs, performance.now() - startMs)
        })
      }),
    )
  }
  const report = (): void => {
    const { trace } = stage.acts.at(-1) ?? {}
    if (trace) stage.say(countsOf(trace, Math.round(slowestMs)))
  }

  stage.say('The server is down for a second. Look at what happens after that.')
  await stage.act(
    'Three retries',
    (api) => {
      const options = { retries: 3, delayMs: 100 }
      // Up to four calls for each product.
      return serve(api, (load) => retry(load, options))
    },
    { rows: 0 },
  )
  report()

  const delayMs = backoff({ baseMs: 100, maxMs: 800, random: seeded() })
  stage.say('\nThe server is back, but the retries keep it busy. Does it help to back off?')
  await stage.act(
    'Three retries, with backoff and jitter',
    (api) => {
      const options = { retries: 3, delayMs }
      // Still up to four calls for each product, but later.
      return serve(api, (load) => retry(load, options))
    },
    { rows: 0 },
  )
  report()

  stage.say('\nBackoff sends the same calls, only later. Now all products share one budget:')
  await stage.act(
    'Three retries, within a budget and a deadline',
    (api) => {
      const budget = retryBudget({ ratio: 0.1, burst: 10 }) // for all products
      return serve(api, (load) => {
        const deadlineMs = performance.now() + 300 // for each product
        return keepTrying(load, { retries: 3, delayMs, deadlineMs, budget })
      })
    },
    { rows: 0 },
  )
  report()
}

/** How the calls ended, and how many were sent and answered in each quarter of a second. */
function countsOf({ calls, nowMs }: Trace, slowestMs: number): string {
  const refused = calls.filter(({ status }) => status === 503)
  const answered = calls.filter(({ status }) => status === 200)
  const late = refused.filter(({ sentMs }) => sentMs >= outage.toMs)
  const quarters = Math.min(16, Math.ceil(nowMs / 250))
  const row = (label: string, list: readonly Call[], momentOf: (call: Call) => number): string => {
    const cells = Array.from({ length: quarters }, (_, i) => {
      const count = list.filter((call) => Math.floor(momentOf(call) / 250) === i).length
      return String(count).padStart(3)
    })
    return `${label.padEnd(11)}${cells.join(' ')}`
  }
  return [
    `calls: ${calls.length}   503: ${refused.length} (${late.length} after the outage)   ` +
      `products: ${answered.length} of ${ids.length}`,
    `slowest caller: ${numberText(slowestMs)} ms. In each quarter of a second, from 0 ms on:`,
    row('calls sent', calls, ({ sentMs }) => sentMs),
    row('products', answered, ({ endMs = Infinity }) => endMs),
  ].join('\n')
}

await present(import.meta, { network, demo, predict })
