import { describe, expect, test } from 'vitest'
import { simulate } from '../simulate/simulate.ts'
import { ask, askJson } from '../testing/ask-shop.ts'
import { createShop, type Shop } from './shop.ts'
import type { Basket, BasketItem, ErrorBody } from './types.ts'

const path = '/users/1/basket'
const teapots: BasketItem = { productId: 7, quantity: 2 }
const kite: BasketItem = { productId: 9, quantity: 1 }

function put(shop: Shop, body: unknown, headers: Record<string, string> = {}): Promise<Response> {
  const text = typeof body === 'string' ? body : JSON.stringify(body)
  return ask(shop, path, { method: 'PUT', body: text, headers })
}

async function errorOf(response: Response): Promise<string> {
  return ((await response.json()) as ErrorBody).error
}

describe('a basket', () => {
  test('is empty at first, and belongs to one user', async () => {
    const shop = createShop(1)
    await put(shop, { items: [teapots] })
    expect(await askJson(shop, path)).toEqual({ items: [teapots] })
    expect(await askJson(shop, '/users/2/basket')).toEqual({ items: [] })
  })

  test('is replaced as a whole, and has a new ETag each time', async () => {
    const shop = createShop(1)
    const tags = [(await ask(shop, path)).headers.get('etag')]
    for (const items of [[teapots], [kite, teapots], [kite, teapots], []]) {
      const response = await put(shop, { items })
      expect([response.status, await response.json()]).toEqual([200, { items }])
      tags.push(response.headers.get('etag'))
      const read = await ask(shop, path)
      expect([read.headers.get('etag'), await read.json()]).toEqual([tags.at(-1), { items }])
    }
    expect(tags).toEqual(['"v0"', '"v1"', '"v2"', '"v3"', '"v4"'])
  })

  test('is not sent again to a client that has it', async () => {
    const shop = createShop(1)
    const get = (tag: string) => ask(shop, path, { headers: { 'if-none-match': tag } })
    expect((await get('"v0"')).status).toBe(304)
    await put(shop, { items: [kite] })
    expect((await get('"v0"')).status).toBe(200)
    expect((await get('"v0", W/"v1"')).status).toBe(304)
  })

  test('is forgotten by a reset, with its ETag', async () => {
    const shop = createShop(1)
    await put(shop, { items: [kite] })
    shop.reset()
    const response = await ask(shop, path)
    expect([response.headers.get('etag'), await response.json()]).toEqual(['"v0"', { items: [] }])
  })
})

describe('If-Match', () => {
  test.each(['"v1"', ' "v1" ', '"v0", "v1"', '"a,b" ,"v1"', '*'])(
    '%s lets the change through',
    async (tag) => {
      const shop = createShop(1)
      await put(shop, { items: [kite] })
      const response = await put(shop, { items: [teapots] }, { 'If-Match': tag })
      expect([response.status, response.headers.get('etag')]).toEqual([200, '"v2"'])
    },
  )

  test.each(['"v0"', '"v2"', 'W/"v1"', '"v0", W/"v1"', '"*"', '""', '"V1"', '"x,"'])(
    '%s refuses it with the current ETag, and changes nothing',
    async (tag) => {
      const shop = createShop(1)
      await put(shop, { items: [kite] })
      const response = await put(shop, { items: [teapots] }, { 'If-Match': tag })
      expect([response.status, response.headers.get('etag')]).toEqual([412, '"v1"'])
      expect(await errorOf(response)).toBe(
        `Cannot replace this basket: If-Match is ${tag}, but its ETag is "v1" by now. ` +
          'Read it again, and repeat your change on what you get',
      )
      expect(await askJson(shop, path)).toEqual({ items: [kite] })
    },
  )

  test.each(['v1', '', '"v1', '"v1" "v2"', '"v 1"', 'w/"v1"', '*, "v1"'])(
    '%s is a 400 that says what was expected',
    async (tag) => {
      const shop = createShop(1)
      const response = await put(shop, { items: [kite] }, { 'If-Match': tag })
      expect(response.status).toBe(400)
      expect(await errorOf(response)).toBe(
        'Cannot replace this basket: If-Match: expected * or an ETag in double quotes, ' +
          `such as "v0", got ${JSON.stringify(tag)}`,
      )
      expect(await askJson(shop, path)).toEqual({ items: [] })
    },
  )

  test('with a body that is wrong: the body is refused', async () => {
    expect((await put(createShop(1), '{', { 'If-Match': '"v7"' })).status).toBe(400)
  })
})

test.each([
  ['body: expected JSON, got nothing', ''],
  [String.raw`body: expected JSON, got "{\"items\":"`, '{"items":'],
  ['items: is missing', [kite]],
  ['items: is missing; basket: is not a field of a basket', { basket: [] }],
  ['userId: is not a field of a basket', { items: [], userId: 1 }],
  ['items[0]: expected an object, got 7', { items: [7] }],
  ['items[0].qty: is not a field of a basket', { items: [{ ...kite, qty: 1 }] }],
  ['a quantity, a whole number from 1 to 100, got 0', { items: [{ ...kite, quantity: 0 }] }],
  ['expected a list of 0 to 50 items, got 51', { items: Array.from({ length: 51 }, () => kite) }],
])('another body is a 400 that says: %s', async (message, body) => {
  const shop = createShop(1)
  const response = await put(shop, body)
  const error = await errorOf(response)
  expect(response.status).toBe(400)
  expect(error).toContain('Cannot replace this basket: ')
  expect(error).toContain(message)
  expect(error).toMatch(
    /\. A basket looks like \{"items": \[\{"productId": 7, "quantity": 2\}\]\}$/,
  )
  expect((await ask(shop, path)).headers.get('etag')).toBe('"v0"')
})

test('a client that goes away in the middle of its body changes nothing', async () => {
  const shop = createShop(1)
  const body = new ReadableStream({
    pull: (controller) => controller.error(new Error('connection lost')),
  })
  const init = { method: 'PUT', body, duplex: 'half' } as RequestInit
  const response = await ask(shop, path, init)
  expect(response.type).toBe('error')
  expect((await ask(shop, path)).headers.get('etag')).toBe('"v0"')
})

describe('two tabs that read the basket and then write it', () => {
  const addBoth = (headersOf: (tag: string) => Record<string, string>) =>
    simulate({ latency: 100 }, async (api) => {
      const add = async (item: BasketItem): Promise<number> => {
        const read = await fetch(api.url(path))
        const { items } = (await read.json()) as Basket
        const body = JSON.stringify({ items: [...items, item] })
        const headers = headersOf(read.headers.get('etag')!)
        return (await fetch(api.url(path), { method: 'PUT', body, headers })).status
      }
      const statuses = await Promise.all([add(teapots), add(kite)])
      const { items } = (await (await fetch(api.url(path))).json()) as Basket
      return { statuses, items }
    })

  test('without If-Match lose an update, each time anew', async () => {
    for (let time = 0; time < 2; time += 1) {
      const run = await addBoth(() => ({}))
      expect(run.value).toEqual({ statuses: [200, 200], items: [kite] })
    }
  })

  test('with If-Match lose none: the second is refused', async () => {
    const run = await addBoth((tag) => ({ 'If-Match': tag }))
    expect(run.value).toEqual({ statuses: [200, 412], items: [teapots] })
    expect(run.counters.byStatus).toEqual({ 200: 4, 412: 1 })
  })
})
