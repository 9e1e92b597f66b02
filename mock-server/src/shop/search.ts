import { badQuery, pageOf } from './paging.ts'
import { allProducts } from './products.ts'
import { json } from './reply.ts'
import { defineRoute, queryOf, type ShopRoute } from './route.ts'
import type { Product, SearchPage } from './types.ts'

const MAX_QUERY_CHARS = 100

/** `/search`. */
export function searchRoutes(seed: number): readonly ShopRoute[] {
  let index: readonly { product: Product; text: string }[] | undefined

  /** A product is found when each word of the query stands somewhere in its texts. */
  function find(q: string): readonly Product[] {
    index ??= allProducts(seed).map((product) => {
      const { name, category, description } = product
      return { product, text: `${name} ${category} ${description}`.toLowerCase() }
    })
    const words = q.toLowerCase().split(' ')
    return index
      .filter(({ text }) => words.every((word) => text.includes(word)))
      .map(({ product }) => product)
  }

  return [
    defineRoute({
      method: 'GET',
      pattern: '/search',
      describe:
        'Products with every word of ?q in them, in pages: ?cursor, ?limit (1 to 100, else 10)',
      reply: (call) => {
        const query = queryOf(call)
        const q = wordsOf(query.get('q'))
        const place = { list: `search of ${seed} for ${q.toLowerCase()}`, defaultLimit: 10 }
        const page: SearchPage = { q, ...pageOf(find(q), query, place) }
        return json(page, call.request)
      },
    }),
  ]
}

function wordsOf(text: string | null): string {
  const q = text?.trim().replaceAll(/\s+/g, ' ') ?? ''
  if (q === '') throw badQuery('?q', 'expected one word or more, got none')
  if (q.length <= MAX_QUERY_CHARS) return q
  throw badQuery('?q', `expected ${MAX_QUERY_CHARS} characters at most, got ${q.length}`)
}
