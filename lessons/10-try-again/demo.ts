import { getJson } from '@overlap/lesson-05'
import type { MockApi, NetworkInput, NewOrder, Order } from '@overlap/mock-server'
import { present, type Question, type Stage } from '@overlap/mock-server/stage'
import { sendOrder } from './send-order.ts'
import { placeOrder, retry } from './backstage/solution.ts'

export const network: NetworkInput = {
  latency: 120,
  routes: {
    // The shop places the first order, and the connection breaks before it can say so.
    '/orders': { latency: 200, failures: [{ kind: 'reset', first: 1 }] },
    '/products/1': { failures: [{ kind: 'status', status: 503, first: 2 }] },
    '/products/2': { failures: [{ kind: 'status', status: 404 }] },
    '/products/3': { failures: [{ kind: 'status', status: 400 }] },
  },
}

const order: NewOrder = { userId: 1, items: [{ productId: 7, quantity: 2 }] }

async function orderOnce(stage: Stage, title: string, place: (api: MockApi) => Promise<Order>) {
  const told = await stage.act(title, async (api) => {
    const { id, duplicateOf } = await place(api)
    return { id, duplicateOf, placed: 1 + api.counters.doubleOrders }
  })
  if (told === undefined) return
  const { id, duplicateOf, placed } = told
  stage.say(`the customer is told: order ${id}`)
  stage.say(
    `orders placed: ${placed}${duplicateOf ? ` (${duplicateOf}, then ${id}: the same teapots again)` : ''}`,
  )
}

async function loadAll(stage: Stage, title: string, shouldRetry?: () => boolean): Promise<void> {
  const counters = await stage.act(title, async (api) => {
    const load = (id: number): Promise<unknown> =>
      retry((options) => getJson(api.url(`/products/${id}`), options), { shouldRetry })
    await Promise.allSettled([1, 2, 3].map(load))
    return api.counters
  })
  if (counters === undefined) return
  stage.say(`calls that were wanted: ${counters.calls}, sent: ${counters.attempts}`)
}

export const predict: Question = {
  act: 'What may be gone the next time',
  question:
    'Three calls at once, of 120 ms. The first is answered 503 twice and then well, the others 404 ' +
    'and 400. Between two attempts there are 100 ms.',
}

export async function demo(stage: Stage): Promise<void> {
  stage.say('A customer orders two teapots. The shop places the order, and its answer is lost.')
  await orderOnce(stage, 'Tried again', ({ origin }) =>
    retry(() => sendOrder(origin, JSON.stringify(order)), { delayMs: 200 }),
  )
  stage.say('\nFour teapots. The shop cannot tell a second attempt from a second order.')
  await orderOnce(stage, 'Tried again with the same key', ({ origin }) =>
    placeOrder(origin, order, { delayMs: 200 }),
  )
  stage.say(
    '\nThe same two calls. By the key the shop knows the order, and says again what it said.',
  )

  stage.say('\nThree products: one is down for a moment, one is not there, one call is wrong.')
  await loadAll(stage, 'Whatever it was', () => true)
  stage.say('\nWhat is not there is still not there. Two of the three were asked in vain.')
  await loadAll(stage, 'What may be gone the next time')
}

await present(import.meta, { network, demo })
