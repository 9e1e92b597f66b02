import { describe, expect, test } from 'vitest'
import { ask, askJson } from '../testing/ask-shop.ts'
import { createShop } from './shop.ts'
import type { ErrorBody } from './types.ts'

const shop = createShop(1)

describe('what does not exist', () => {
  test.each([
    ['/products/0', '"0"', '1 to 100'],
    ['/products/101', '"101"', '1 to 100'],
    ['/products/007/price', '"007"', '1 to 100'],
    ['/products/1e1/stock', '"1e1"', '1 to 100'],
    ['/products/teapot/reviews', '"teapot"', '1 to 100'],
    ['/products/%E2%80%A6', '"…"', '1 to 100'],
    ['/users/21', '"21"', '1 to 20'],
    ['/users/-1/orders', '"-1"', '1 to 20'],
    ['/users/21/basket', '"21"', '1 to 20'],
    ['/users/1.5/recommendations', '"1.5"', '1 to 20'],
    ['/vendors/acme/price/1', '"acme"', 'oslo, lima'],
    ['/vendors/oslo/price/101', '"101"', '1 to 100'],
    ['/orders/61', '"61"', '1 to 60'],
    ['/orders/x', '"x"', '1 to 60'],
    ['/todos/201', '"201"', '1 to 200'],
    ['/reports/13', '"13"', '1 to 12'],
    [`/products/${'9'.repeat(500)}`, `"${'9'.repeat(40)}…"`, '1 to 100'],
  ])('%s is a 404 that says what there is', async (path, came, expected) => {
    const response = await ask(shop, path)
    const { error } = (await response.json()) as ErrorBody
    expect(response.status).toBe(404)
    expect(error).toContain(came)
    expect(error).toContain(expected)
  })
})

describe('a query that cannot be answered', () => {
  test.each([
    ['/products?limit=0', '?limit', 'got "0"'],
    ['/products?limit=101', '?limit', 'got "101"'],
    ['/products?limit=', '?limit', 'got ""'],
    ['/search?q=tea&limit=many', '?limit', 'got "many"'],
    ['/products?cursor=', '?cursor', 'got ""'],
    ['/search', '?q', 'got none'],
    ['/search?q=%20%20', '?q', 'got none'],
    [`/search?q=${'a'.repeat(101)}`, '?q', 'got 101'],
    ['/reports/1?rows=0', '?rows', 'got "0"'],
    ['/reports/1?rows=1000001', '?rows', 'got "1000001"'],
  ])('%s is a 400 that names %s', async (path, field, came) => {
    const response = await ask(shop, path)
    const { error, problems } = (await response.json()) as ErrorBody
    expect(response.status).toBe(400)
    expect(problems).toMatchObject([{ field }])
    expect(problems![0]!.message).toContain(came)
    expect(error).toContain(field)
  })
})

describe('an order that cannot be placed', () => {
  const item = { productId: 7, quantity: 1 }
  test.each([
    ['', 'body', 'expected JSON, got nothing'],
    ['{"userId":', 'body', String.raw`expected JSON, got "{\"userId\":"`],
    ['userId=1&items=7', 'body', 'expected JSON, got "userId=1&items=7"'],
    ['null', 'body', 'expected an object, got null'],
    [{ items: [item] }, 'userId', 'is missing'],
    [{ userId: 1 }, 'items', 'is missing'],
    [{ userId: '1', items: [item] }, 'userId', "expected a user's id, a whole number from 1 to 20"],
    [{ userId: 21, items: [item] }, 'userId', 'got 21'],
    [{ userId: 1, items: [] }, 'items', 'expected a list of 1 to 50 items, got none'],
    [{ userId: 1, items: item }, 'items', 'expected a list of 1 to 50 items, got Object'],
    [{ userId: 1, items: Array.from({ length: 51 }, () => item) }, 'items', 'got 51'],
    [{ userId: 1, items: [7] }, 'items[0]', 'expected an object, got 7'],
    [{ userId: 1, items: [item, { quantity: 1 }] }, 'items[1].productId', 'is missing'],
    [{ userId: 1, items: [{ ...item, productId: 101 }] }, 'items[0].productId', 'got 101'],
    [{ userId: 1, items: [{ ...item, quantity: 0.5 }] }, 'items[0].quantity', 'got 0.5'],
    [{ userId: 1, items: [{ ...item, qty: 1 }] }, 'items[0].qty', 'is not a field of an order'],
    [{ userId: 1, items: [item], coupon: 'X' }, 'coupon', 'is not a field of an order'],
    ['{"__proto__":{},"userId":1,"items":[]}', '__proto__', 'is not a field of an order'],
    [{ userId: 'x'.repeat(1000), items: [item] }, 'userId', `got "${'x'.repeat(39)}…`],
  ])('%j is a 400 that names %s', async (order, field, message) => {
    const body = typeof order === 'string' ? order : JSON.stringify(order)
    const response = await ask(shop, '/orders', { method: 'POST', body })
    const { error, problems } = (await response.json()) as ErrorBody
    expect(response.status).toBe(400)
    expect(problems).toContainEqual({ field, message: expect.stringContaining(message) })
    expect(error).toContain(`${field}: `)
    expect(shop.counts().orders).toBe(0)
  })

  test('all mistakes are named at once, up to ten', async () => {
    const post = async (order: unknown) => {
      const init = { method: 'POST', body: JSON.stringify(order) }
      return (await askJson<ErrorBody>(shop, '/orders', init)).problems?.map(({ field }) => field)
    }
    expect(await post({ userId: 0, items: [{ productId: 0, quantity: 1 }] })).toEqual([
      'userId',
      'items[0].productId',
    ])
    expect(await post({ items: Array.from({ length: 40 }, () => 1) })).toHaveLength(10)
  })

  test.each(['', 'x'.repeat(256)])('an Idempotency-Key of %j is refused', async (key) => {
    const body = JSON.stringify({ userId: 1, items: [item] })
    const headers = { 'Idempotency-Key': key }
    const response = await ask(shop, '/orders', { method: 'POST', body, headers })
    const { problems } = (await response.json()) as ErrorBody
    expect(response.status).toBe(400)
    expect(problems?.[0]?.field).toBe('Idempotency-Key')
  })
})
