import { quote, Refusal } from './refusal.ts'
import type { ShopCall } from './route.ts'

/** A whole number as JSON and URLs write it: no sign, no leading zero. */
const WHOLE_NUMBER = /^(?:0|[1-9]\d{0,14})$/

/** The number that a text writes, or `undefined`. */
export function wholeNumber(text: string): number | undefined {
  return WHOLE_NUMBER.test(text) ? Number(text) : undefined
}

/**
 * The `:id` of a call.
 *
 * @throws {Refusal} 404 unless it is one of 1 to `last`.
 */
export function idOf({ params }: ShopCall, what: string, last: number): number {
  const text = params['id'] ?? ''
  const id = wholeNumber(text)
  if (id !== undefined && id >= 1 && id <= last) return id
  throw new Refusal(
    404,
    `There is no ${what} ${quote(text)}: expected a whole number from 1 to ${last} in the path`,
  )
}

/** The part of a call's URL after the question mark. */
export function queryOf({ request }: ShopCall): URLSearchParams {
  return new URL(request.url).searchParams
}
