import { describe, expect, test } from 'vitest'
import { ask, askJson } from '../testing/ask-shop.ts'
import type { Shop } from './shop.ts'
import { createShop } from './shop.ts'
import type { ErrorBody, NewOrder, Order } from './types.ts'

const teapots: NewOrder = { userId: 1, items: [{ productId: 7, quantity: 2 }] }
const kites: NewOrder = { userId: 1, items: [{ productId: 9, quantity: 1 }] }

function post(shop: Shop, order: NewOrder, key?: string): Promise<Response> {
  const headers = key === undefined ? {} : { 'Idempotency-Key': key }
  return ask(shop, '/orders', { method: 'POST', body: JSON.stringify(order), headers })
}

async function orderIn(response: Response): Promise<Order> {
  return (await response.json()) as Order
}

describe('a new order', () => {
  test('counts on from the past ones, and can be found', async () => {
    const shop = createShop(1)
    const response = await post(shop, teapots)
    const order = await orderIn(response)
    expect([response.status, response.headers.get('location')]).toEqual([201, '/orders/61'])
    expect(response.headers.has('idempotent-replayed')).toBe(false)
    expect(order).toMatchObject({ id: 61, userId: 1, status: 'placed', placedOn: '2026-11-02' })
    expect(order.totalCents).toBe(2 * order.items[0]!.unitCents)
    expect(await askJson(shop, '/orders/61')).toEqual(order)
    expect((await askJson<Order[]>(shop, '/users/1/orders'))[0]).toEqual(order)
  })

  test('is forgotten by a reset, with its key and the counts', async () => {
    const shop = createShop(1)
    await post(shop, teapots, 'one')
    await post(shop, teapots, 'one')
    await post(shop, teapots)
    shop.reset()
    expect(shop.counts()).toEqual({ orders: 0, doubleOrders: 0, replays: 0, reportRows: 0 })
    expect((await ask(shop, '/orders/61')).status).toBe(404)
    const again = await post(shop, kites, 'one')
    expect([again.status, (await orderIn(again)).id]).toEqual([201, 61])
    expect(await orderIn(await post(shop, teapots))).not.toHaveProperty('duplicateOf')
  })
})

describe('two attempts with one key', () => {
  test('place one order; the second is told so', async () => {
    const shop = createShop(1)
    const first = await post(shop, teapots, 'one')
    const second = await post(shop, teapots, 'one')
    expect([first.status, second.status]).toEqual([201, 200])
    expect(second.headers.get('idempotent-replayed')).toBe('true')
    expect(second.headers.get('location')).toBe('/orders/61')
    expect(await orderIn(second)).toEqual(await orderIn(first))
    expect(shop.counts()).toMatchObject({ orders: 1, doubleOrders: 0, replays: 1 })
  })

  test('place one order when they are in flight together, whichever body comes first', async () => {
    const shop = createShop(1)
    const gate = Promise.withResolvers<void>()
    const slowBody = new ReadableStream({
      async pull(controller) {
        await gate.promise
        controller.enqueue(new TextEncoder().encode(JSON.stringify(teapots)))
        controller.close()
      },
    })
    const headers = { 'Idempotency-Key': 'one' }
    const init = { method: 'POST', body: slowBody, headers, duplex: 'half' } as RequestInit
    const sentFirst = ask(shop, '/orders', init)
    const others = await Promise.all(Array.from({ length: 10 }, () => post(shop, teapots, 'one')))
    gate.resolve()
    const responses = [await sentFirst, ...others]
    expect(responses.filter(({ status }) => status === 201)).toHaveLength(1)
    expect(responses.filter(({ status }) => status === 200)).toHaveLength(10)
    const ids = await Promise.all(responses.map(async (response) => (await orderIn(response)).id))
    expect(new Set(ids)).toEqual(new Set([61]))
    expect(shop.counts()).toMatchObject({ orders: 1, doubleOrders: 0, replays: 10 })
  })

  test('with the items in another order are the same order', async () => {
    const shop = createShop(1)
    const items = [...teapots.items, ...kites.items]
    await post(shop, { userId: 1, items }, 'one')
    expect((await post(shop, { userId: 1, items: items.toReversed() }, 'one')).status).toBe(200)
  })

  test('for different orders: the second is refused', async () => {
    const shop = createShop(1)
    await post(shop, teapots, 'one')
    for (const other of [kites, { ...teapots, userId: 2 }]) {
      const response = await post(shop, other, 'one')
      expect(response.status).toBe(422)
      const { error } = (await response.json()) as ErrorBody
      expect(error).toContain('"one" belongs to order 61')
    }
    expect(shop.counts()).toMatchObject({ orders: 1, doubleOrders: 0, replays: 0 })
  })
})

describe('a double order', () => {
  test('comes of a second attempt without a key, and is seen', async () => {
    const shop = createShop(1)
    await post(shop, teapots)
    await post(shop, kites)
    const third = await post(shop, teapots)
    expect(third.status).toBe(201)
    expect(await orderIn(third)).toMatchObject({ id: 63, duplicateOf: 61 })
    expect(shop.counts()).toMatchObject({ orders: 3, doubleOrders: 1, replays: 0 })
    const orders = await askJson<Order[]>(shop, '/users/1/orders')
    expect(orders.slice(0, 3).map(({ id }) => id)).toEqual([63, 62, 61])
  })

  test('comes of a new key for each attempt as well', async () => {
    const shop = createShop(1)
    await post(shop, teapots, 'first attempt')
    await post(shop, teapots, 'second attempt')
    expect(shop.counts()).toMatchObject({ orders: 2, doubleOrders: 1, replays: 0 })
  })

  test('is not: the same items for another user, or another quantity', async () => {
    const shop = createShop(1)
    await post(shop, teapots)
    await post(shop, { ...teapots, userId: 2 })
    await post(shop, { ...teapots, items: [{ productId: 7, quantity: 3 }] })
    expect(shop.counts()).toMatchObject({ orders: 3, doubleOrders: 0 })
  })
})

test('a client that goes away in the middle of its body places nothing', async () => {
  const shop = createShop(1)
  const body = new ReadableStream({
    pull: (controller) => controller.error(new Error('connection lost')),
  })
  const init = { method: 'POST', body, duplex: 'half' } as RequestInit
  expect((await ask(shop, '/orders', init)).type).toBe('error')
  expect(shop.counts().orders).toBe(0)
})
