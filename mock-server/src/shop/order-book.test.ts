import { expect, test } from 'vitest'
import { ask } from '../testing/ask-shop.ts'
import { ORDER_LIMITS } from './order-book.ts'
import { createShop } from './shop.ts'

const order = (userId: number) => ({ userId, items: [{ productId: 7, quantity: 1 }] })

test('keeps the latest orders and keys only, so that a long run does not fill the memory', async () => {
  const shop = createShop(1)
  const book = shop.orders
  const placed = ORDER_LIMITS.orders + 1
  for (let count = 0; count < placed; count++) book.place(order(1), `key ${count}`)

  expect(book.counts()).toEqual({ orders: placed, doubleOrders: placed - 1, replays: 0 })
  expect(book.find(61)).toBeUndefined()
  expect(book.find(62)?.id).toBe(62)
  expect(book.find(60 + placed)?.id).toBe(60 + placed)
  expect(book.place(order(1), 'key 1').kind).toBe('replayed')
  expect(book.place(order(1), 'key 0').kind).toBe('placed')
  expect(book.ofUser(1).filter(({ id }) => id > 60)).toHaveLength(ORDER_LIMITS.perUser)

  const response = await ask(shop, '/orders/61')
  expect(response.status).toBe(404)
  expect(await response.text()).toContain('There is no order 61 any more')
})

test('lists the orders of one user apart from those of another', () => {
  const { orders: book } = createShop(1)
  book.place(order(1), null)
  book.place(order(2), null)
  expect(book.ofUser(1).map(({ id }) => id)).toContain(61)
  expect(book.ofUser(1).map(({ id }) => id)).not.toContain(62)
})
