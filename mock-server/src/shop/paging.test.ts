import fc from 'fast-check'
import { expect, test } from 'vitest'
import { ask, askJson } from '../testing/ask-shop.ts'
import type { Shop } from './shop.ts'
import { createShop } from './shop.ts'
import type { Page, Product, SearchPage } from './types.ts'

const limits = fc.integer({ min: 1, max: 100 })

async function pagesOf(shop: Shop, path: string): Promise<Page<Product>[]> {
  const pages: Page<Product>[] = []
  let cursor: string | null = ''
  while (cursor !== null) {
    const next: string = cursor && `&cursor=${encodeURIComponent(cursor)}`
    const page: Page<Product> = await askJson(shop, path + next)
    pages.push(page)
    cursor = page.nextCursor
  }
  return pages
}

const idsIn = (pages: readonly Page<Product>[]) =>
  pages.flatMap(({ items }) => items.map(({ id }) => id))

test('the pages of all products have each product once, whatever the limit', async () => {
  const everyId = Array.from({ length: 100 }, (_, index) => index + 1)
  await fc.assert(
    fc.asyncProperty(fc.integer(), limits, async (seed, limit) => {
      const pages = await pagesOf(createShop(seed), `/products?limit=${limit}`)
      expect(idsIn(pages)).toEqual(everyId)
      expect(pages).toHaveLength(Math.ceil(100 / limit))
      for (const { total } of pages) expect(total).toBe(100)
    }),
    { numRuns: 25 },
  )
})

test('the pages of a search have each product that was found once', async () => {
  const words = fc.constantFrom('the', 'a', 'desk', 'TEAPOT', 'crème', 'the sea', 'kitchen  small')
  await fc.assert(
    fc.asyncProperty(words, limits, async (q, limit) => {
      const shop = createShop(5)
      const pages = await pagesOf(shop, `/search?q=${encodeURIComponent(q)}&limit=${limit}`)
      const all = await askJson<Page<Product>>(shop, '/products?limit=100')
      const found = all.items.filter(({ name, category, description }) =>
        q
          .toLowerCase()
          .split(/\s+/)
          .every((word) => `${name} ${category} ${description}`.toLowerCase().includes(word)),
      )
      expect(idsIn(pages)).toEqual(found.map(({ id }) => id))
    }),
    { numRuns: 50 },
  )
})

test('a search that finds nothing is one empty page', async () => {
  const page = await askJson<SearchPage>(createShop(1), '/search?q=submarine')
  expect(page).toEqual({ q: 'submarine', items: [], nextCursor: null, total: 0 })
})

test('without a limit a list has 20 on a page and a search 10', async () => {
  const shop = createShop(1)
  expect((await askJson<Page<Product>>(shop, '/products')).items).toHaveLength(20)
  expect((await askJson<Page<Product>>(shop, '/search?q=e')).items).toHaveLength(10)
})

test('the cursor of another list, another search or another shop is refused', async () => {
  const shop = createShop(1)
  const { nextCursor } = await askJson<SearchPage>(shop, '/search?q=e')
  const cursor = encodeURIComponent(nextCursor!)
  expect((await ask(shop, `/search?q=E&cursor=${cursor}`)).status).toBe(200)
  expect((await ask(shop, `/search?q=a&cursor=${cursor}`)).status).toBe(400)
  expect((await ask(shop, `/products?cursor=${cursor}`)).status).toBe(400)
  expect((await ask(createShop(2), `/search?q=e&cursor=${cursor}`)).status).toBe(400)
})

test('any cursor that the shop did not give is refused', async () => {
  const shop = createShop(1)
  const { nextCursor } = await askJson<Page<Product>>(shop, '/products')
  const mark = nextCursor!.split('-')[1]!
  const made = fc
    .oneof(fc.string(), fc.integer().map(String), fc.constantFrom('', '0', '2s', '03', 'zzzzzzz'))
    .map((place) => `${place}-${mark}`)
  await fc.assert(
    fc.asyncProperty(fc.oneof(fc.string(), made), async (cursor) => {
      const place = cursor.endsWith(`-${mark}`) ? cursor.slice(0, -mark.length - 1) : ''
      const valid = /^[1-9a-z][0-9a-z]?$/.test(place) && Number.parseInt(place, 36) < 100
      const response = await ask(shop, `/products?cursor=${encodeURIComponent(cursor)}`)
      expect(response.status).toBe(valid ? 200 : 400)
    }),
    { numRuns: 300 },
  )
})
