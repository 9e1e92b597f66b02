import { getJson } from '@overlap/lesson-05'
import type { MockApi, NetworkInput, NewOrder, Order } from '@overlap/mock-server'
import { present, type Question, type Stage } from '@overlap/mock-server/stage'
import { sendOrder } from './send-order.ts'
import { isTransient, retry } from './backstage/solution.ts'

export const network: NetworkInput = {
  latency: 120,
  routes: {
    // The shop places the first order, and the connection breaks before its answer arrives.
    '/orders': { latency: 200, failures: [{ kind: 'reset', first: 1 }] },
    '/products/1': { failures: [{ kind: 'status', status: 503, first: 2 }] },
    '/products/2': { failures: [{ kind: 'status', status: 404 }] },
    '/products/3': { failures: [{ kind: 'status', status: 400 }] },
  },
}

const order: NewOrder = { userId: 1, items: [{ productId: 7, quantity: 2 }] }
const ids = [1, 2, 3]

let placed: number | undefined

export const predict: Question = {
  act: 'Everything retried',
  intro: () =>
    'You order two teapots. The first answer is lost, and your program retries. Then it loads three products, ' +
    'with up to three attempts each, whatever the error. One is down for two attempts. For the others, the shop ' +
    'answers 404 and 400.',
  asks: [
    {
      question: 'How many orders does the shop have?',
      unit: 'orders',
      act: 'Retried',
      answer: () => placed,
    },
    {
      question: 'How many calls are sent for the three products?',
      unit: 'calls',
      answer: ({ facts }) => facts.calls,
    },
  ],
}

export async function demo(stage: Stage): Promise<void> {
  /** Plays an act that places an order, and says how many the shop has. */
  const placing = async (title: string, place: (api: MockApi) => Promise<Order>) => {
    const end = await stage.act(title, async (api) => {
      const { id, duplicateOf } = await place(api)
      return { id, duplicateOf, orders: 1 + api.counters.doubleOrders }
    })
    if (end === undefined) return undefined
    const { id, duplicateOf, orders } = end
    const twice = duplicateOf ? ` (${duplicateOf}, and ${id} for the same teapots)` : ''
    stage.say(`orders in the shop: ${orders}${twice}`)
    return orders
  }

  stage.say('First, the teapots:')
  placed = await placing('Retried', ({ origin }) => {
    const body = JSON.stringify(order)
    // To the shop, a second attempt looks like a second order.
    return retry(() => sendOrder(origin, body), { delayMs: 200 })
  })
  await placing('Retried with one key', ({ origin }) => {
    const body = JSON.stringify(order)
    const options = { idempotencyKey: 'cart-4711' } // the same for all attempts
    return retry(() => sendOrder(origin, body, options), { delayMs: 200 })
  })
  stage.say(
    '\nThe same two calls. The shop recognizes the key and returns the order it already placed.',
  )

  stage.say(
    "\nThree products: one is briefly down, one doesn't exist, and one request is malformed.",
  )
  await stage.act('Everything retried', (api) => {
    const load = (id: number) => getJson(api.url(`/products/${id}`))
    const shouldRetry = (): boolean => true
    const calls = ids.map((id) => retry(() => load(id), { shouldRetry }))
    return Promise.allSettled(calls)
  })
  stage.say("A product that doesn't exist still doesn't exist.")
  await stage.act('Only what is transient', (api) => {
    const load = (id: number) => getJson(api.url(`/products/${id}`))
    const shouldRetry = isTransient
    const calls = ids.map((id) => retry(() => load(id), { shouldRetry }))
    return Promise.allSettled(calls)
  })
}

await present(import.meta, { network, demo, predict })
