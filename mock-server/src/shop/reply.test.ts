import fc from 'fast-check'
import { expect, test } from 'vitest'
import { ask } from '../testing/ask-shop.ts'
import { json } from './reply.ts'
import { createShop } from './shop.ts'

const url = 'http://shop.test/'
const withTag = (tag: string) => ({ headers: { 'if-none-match': tag } })

test('Content-Length counts bytes, not characters', async () => {
  await fc.assert(
    fc.asyncProperty(fc.string({ unit: 'grapheme' }), async (name) => {
      const { headers, body } = json({ name }, new Request(url))
      const bytes = await new Response(body).bytes()
      expect(Number(headers['content-length'])).toBe(bytes.length)
    }),
  )
})

test('every JSON answer says how long it is, also a refusal', async () => {
  for (const path of ['/products/7', '/users/3/orders', '/search?q=tea', '/search', '/users/0']) {
    const response = await ask(createShop(1), path)
    expect(response.headers.get('content-type')).toBe('application/json')
    const length = Number(response.headers.get('content-length'))
    expect(length).toBe((await response.arrayBuffer()).byteLength)
  }
})

test('a client that has the answer already gets 304, an ETag and no body', async () => {
  const shop = createShop(1)
  for (const path of ['/products/7', '/products', '/users/3/orders', '/search?q=tea']) {
    const etag = (await ask(shop, path)).headers.get('etag')!
    for (const known of [etag, etag.slice(2), `"other", ${etag}`, '*']) {
      const response = await ask(shop, path, withTag(known))
      expect([response.status, response.headers.get('etag')]).toEqual([304, etag])
      expect(response.body).toBeNull()
    }
  }
})

test('a client that has another answer gets this one', async () => {
  const shop = createShop(1)
  const other = (await ask(shop, '/products/8')).headers.get('etag')!
  expect((await ask(shop, '/products/7', withTag(other))).status).toBe(200)
})

test('a new order changes the ETag of its user’s orders', async () => {
  const shop = createShop(1)
  const etag = (await ask(shop, '/users/1/orders')).headers.get('etag')!
  const order = { userId: 1, items: [{ productId: 7, quantity: 1 }] }
  await ask(shop, '/orders', { method: 'POST', body: JSON.stringify(order) })
  expect((await ask(shop, '/users/1/orders', withTag(etag))).status).toBe(200)
})

test('a refusal and the answer to a POST have no ETag', async () => {
  const shop = createShop(1)
  const order = { userId: 1, items: [{ productId: 7, quantity: 1 }] }
  const post = { method: 'POST', body: JSON.stringify(order), ...withTag('*') }
  const posted = await ask(shop, '/orders', post)
  expect([posted.status, posted.headers.get('etag')]).toEqual([201, null])
  const refused = await ask(shop, '/users/0', withTag('*'))
  expect([refused.status, refused.headers.get('etag')]).toEqual([404, null])
})

test('HEAD gets the headers of GET, and no body', async () => {
  const shop = createShop(1)
  for (const path of ['/products/7', '/users/3/orders', '/users/0', '/reports/1']) {
    const get = await ask(shop, path)
    const head = await ask(shop, path, { method: 'HEAD' })
    expect([head.status, [...head.headers]]).toEqual([get.status, [...get.headers]])
    expect(head.body).toBeNull()
    await get.body?.cancel()
  }
})
