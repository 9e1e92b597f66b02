import { badQuery, pageOf } from './paging.ts'
import { json } from './reply.ts'
import { queryOf, type ShopRoute } from './route.ts'
import type { SearchPage } from './types.ts'

const MAX_QUERY_CHARS = 100

/** `/search`. */
export const searchRoutes: readonly ShopRoute[] = [
  {
    method: 'GET',
    pattern: '/search',
    describe:
      'Products with every word of ?q in them, in pages: ?cursor, ?limit (1 to 100, else 10)',
    reply: ({ data }, call) => {
      const query = queryOf(call)
      const q = wordsOf(query.get('q'))
      const words = q.toLowerCase().split(' ')
      const found = data.products().filter(({ id }) => {
        const text = data.searchText(id)
        return words.every((word) => text.includes(word))
      })
      const place = { list: `search of ${data.seed} for ${q.toLowerCase()}`, defaultLimit: 10 }
      const page: SearchPage = { q, ...pageOf(found, query, place) }
      return json(page, call.request)
    },
  },
]

function wordsOf(text: string | null): string {
  const q = text?.trim().replaceAll(/\s+/g, ' ') ?? ''
  if (q === '') throw badQuery('?q', 'expected one word or more, got none')
  if (q.length <= MAX_QUERY_CHARS) return q
  throw badQuery('?q', `expected ${MAX_QUERY_CHARS} characters at most, got ${q.length}`)
}
