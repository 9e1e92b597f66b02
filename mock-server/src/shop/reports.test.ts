import { expect, test } from 'vitest'
import { ask, askJson } from '../testing/ask-shop.ts'
import { createShop } from './shop.ts'
import type { Price, ReportRow } from './types.ts'

async function rowsOf(response: Response): Promise<ReportRow[]> {
  const lines = (await response.text()).split('\n')
  expect(lines.pop()).toBe('')
  return lines.map((line) => JSON.parse(line) as ReportRow)
}

test('a report is NDJSON: a row for each line, 10,000 of them', async () => {
  const shop = createShop(1)
  const response = await ask(shop, '/reports/3')
  expect(response.headers.get('content-type')).toBe('application/x-ndjson')
  const rows = await rowsOf(response)
  expect(rows.map(({ row }) => row)).toEqual(
    Array.from({ length: 10_000 }, (_, index) => index + 1),
  )
  expect(shop.counts().reportRows).toBe(10_000)
  shop.reset()
  expect(shop.counts().reportRows).toBe(0)
})

test('?rows says how many, and a row stays what it is', async () => {
  const shop = createShop(1)
  const three = await rowsOf(await ask(shop, '/reports/2?rows=3'))
  const five = await rowsOf(await ask(shop, '/reports/2?rows=5'))
  expect(three).toEqual(five.slice(0, 3))
  expect(five).toHaveLength(5)
})

test('the rows of a report are of its month, and at the shop’s prices', async () => {
  const shop = createShop(1)
  const rows = await rowsOf(await ask(shop, '/reports/2?rows=200'))
  for (const { soldOn, productId, quantity, amountCents } of rows) {
    expect(soldOn).toMatch(/^2026-02-(?:[01]\d|2[0-8])$/)
    const price = await askJson<Price>(shop, `/products/${productId}/price`)
    expect(amountCents).toBe(quantity * price.amountCents)
  }
})

test('a row is made when it is read, not before', async () => {
  const shop = createShop(1)
  const response = await ask(shop, '/reports/3')
  expect(shop.counts().reportRows).toBe(0)
  const reader = response.body!.getReader()
  for (let count = 1; count <= 5; count++) {
    await reader.read()
    expect(shop.counts().reportRows).toBe(count)
  }
  await reader.cancel()
})

test('no row is made after the reader has cancelled', async () => {
  const shop = createShop(1)
  const response = await ask(shop, '/reports/3')
  let read = 0
  for await (const chunk of response.body!) {
    expect(chunk.byteLength).toBeGreaterThan(0)
    if (++read === 3) break
  }
  expect(shop.counts().reportRows).toBe(3)
})

test('no row is made after the request was aborted, even if someone reads on', async () => {
  const shop = createShop(1)
  const controller = new AbortController()
  const response = await ask(shop, '/reports/3', { signal: controller.signal })
  const reader = response.body!.getReader()
  await reader.read()
  controller.abort(new Error('enough'))
  await expect(reader.read()).rejects.toThrow('enough')
  expect(shop.counts().reportRows).toBe(1)
})

test('HEAD makes no row', async () => {
  const shop = createShop(1)
  await ask(shop, '/reports/3', { method: 'HEAD' })
  expect(shop.counts().reportRows).toBe(0)
})

test('a million rows cost nothing until they are read', async () => {
  const shop = createShop(1)
  const response = await ask(shop, '/reports/12?rows=1000000')
  expect(response.status).toBe(200)
  await response.body!.cancel()
  expect(shop.counts().reportRows).toBe(0)
})
