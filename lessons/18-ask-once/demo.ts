import { getJson } from '@overlap/lesson-05'
import type { MockApi, NetworkInput } from '@overlap/mock-server'
import { present, type Question, type Stage } from '@overlap/mock-server/stage'
import { cached } from './backstage/solution.ts'

export const network: NetworkInput = { latency: 200 }

const visitors = 6
const ttlMs = 300
/** When the visitors come. The value has expired by then. */
const pauseMs = 400

let slowest: number | undefined

export const predict: Question = {
  act: 'A cache',
  intro: () =>
    `A visitor loads the page of product 3, which is cached for ${ttlMs} ms. After it has expired, ` +
    `${visitors} visitors open it at the same moment.`,
  asks: [
    {
      question: 'How many calls does the shop get in all?',
      unit: 'calls',
      answer: ({ facts }) => facts.calls,
    },
    {
      question: 'How many does it get if callers share a call in flight?',
      unit: 'calls',
      act: 'A cache with single flight',
      answer: ({ facts }) => facts.calls,
    },
    {
      question:
        'If visitors may get the expired value while a new one loads, how long do the six wait?',
      unit: 'ms',
      act: 'Stale while revalidating',
      answer: () => slowest,
    },
  ],
}

type Load = (id: number) => Promise<unknown>

export async function demo(stage: Stage): Promise<void> {
  /** One visitor comes; then the value expires, and six visitors come at the same moment. */
  const visit = async (load: Load): Promise<number> => {
    await load(3)
    await stage.sleep(pauseMs)
    const startMs = performance.now()
    const waits = Array.from({ length: visitors }, async () => {
      await load(3)
      return performance.now() - startMs
    })
    const slowestMs = Math.max(...(await Promise.all(waits)))
    await stage.sleep(250) // a call in the background ends
    return Math.round(slowestMs / 10) * 10
  }
  const play = async (title: string, run: (api: MockApi) => Promise<number>): Promise<void> => {
    slowest = await stage.act(title, run)
    if (slowest !== undefined) stage.say(`slowest of the ${visitors} visitors: ${slowest} ms`)
  }

  const cache = new Map<number, { product: unknown; untilMs: number }>()
  await play('A cache', (api) => {
    const load = async (id: number) => {
      const kept = cache.get(id)
      if (kept && performance.now() < kept.untilMs) return kept.product
      const product = await getJson(api.url(`/products/${id}`))
      cache.set(id, { product, untilMs: performance.now() + ttlMs })
      return product
    }
    return visit(load)
  })
  stage.say('Each of them found an expired value, and loaded a new one.')
  await play('A cache with single flight', (api) => {
    const getProduct = (id: number) => getJson(api.url(`/products/${id}`))
    const load = cached(getProduct, { ttlMs }) // with single flight inside
    return visit(load)
  })
  stage.say('One call for all of them. But they all wait for it.')
  await play('Stale while revalidating', (api) => {
    const getProduct = (id: number) => getJson(api.url(`/products/${id}`))
    const load = cached(getProduct, { ttlMs, staleMs: 10_000 })
    return visit(load)
  })
  stage.say('They get the old value at once. Later visitors get the new one.')
}

await present(import.meta, { network, demo, predict })
