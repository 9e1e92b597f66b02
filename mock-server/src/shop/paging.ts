import { hashText } from '../common/murmur3.ts'
import { wholeNumber } from './route.ts'
import { quote, Refusal } from './refusal.ts'
import type { Page } from './types.ts'

/** The most items of a page. */
const MAX_LIMIT = 100

/**
 * Cuts the page out of `items` that a query asks for with `?cursor` and `?limit`.
 *
 * A cursor holds the place where the next page starts, and a hash of the list's name. So the shop can
 * refuse a cursor of another list or another search.
 *
 * @param list - A name that no other list has.
 * @throws {Refusal} 400 if the cursor or the limit is wrong.
 */
export function pageOf<Item>(
  items: readonly Item[],
  query: URLSearchParams,
  { list, defaultLimit }: { list: string; defaultLimit: number },
): Page<Item> {
  const limit = limitOf(query.get('limit'), defaultLimit)
  const mark = hashText(list, 0).toString(36)
  const start = startOf(query.get('cursor'), mark, items.length)
  const end = start + limit
  return {
    items: items.slice(start, end),
    nextCursor: end < items.length ? `${end.toString(36)}-${mark}` : null,
    total: items.length,
  }
}

function limitOf(text: string | null, defaultLimit: number): number {
  if (text === null) return defaultLimit
  const limit = wholeNumber(text)
  if (limit !== undefined && limit >= 1 && limit <= MAX_LIMIT) return limit
  throw badQuery('?limit', `expected a whole number from 1 to ${MAX_LIMIT}, got ${quote(text)}`)
}

function startOf(cursor: string | null, mark: string, length: number): number {
  if (cursor === null) return 0
  const [place = ''] = cursor.split('-', 1)
  const start = /^[1-9a-z][0-9a-z]*$/.test(place) ? Number.parseInt(place, 36) : 0
  if (start >= 1 && start < length && cursor === `${place}-${mark}`) return start
  throw badQuery(
    '?cursor',
    `expected the nextCursor of an earlier page of this list, got ${quote(cursor)}`,
  )
}

/** Makes a 400 for one parameter of the query. */
export function badQuery(field: string, message: string): Refusal {
  return new Refusal(400, `Cannot answer this query: ${field}: ${message}`, [{ field, message }])
}
