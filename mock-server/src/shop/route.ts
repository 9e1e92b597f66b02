import { quote, Refusal } from './refusal.ts'
import { json, type ShopReply, type ShopRequest } from './reply.ts'
import type { Shop } from './shop.ts'

/** What a route can read of a call. */
export interface ShopCall {
  /** The request. Only POST and PUT routes read its body, and only streams watch its `signal`. */
  readonly request: ShopRequest
  /** The decoded values of the pattern's `:names`. */
  readonly params: Readonly<Record<string, string>>
}

/** A route of the shop's API. It has no state: each call brings the shop that it reads. */
export interface ShopRoute {
  /** The method. A GET route also answers HEAD, without the body. */
  readonly method: 'GET' | 'POST' | 'PUT'
  /** The path: `/products/:id`. */
  readonly pattern: string
  /** What it replies, in one line, for a list of routes. */
  readonly describe: string
  /**
   * Makes the reply. Call it through {@link serve}.
   *
   * @throws {Refusal} if the request is wrong.
   */
  readonly reply: (shop: Shop, call: ShopCall) => ShopReply | Promise<ShopReply>
}

/**
 * Serves a call. The reply is ready at once, unless the route reads the request's body.
 *
 * A {@link Refusal} becomes a reply, too, so a wrong request never makes this throw.
 */
export function serve(
  shop: Shop,
  route: ShopRoute,
  call: ShopCall,
): ShopReply | Promise<ShopReply> {
  const refuse = (error: unknown): ShopReply => {
    if (!(error instanceof Refusal)) throw error
    const { status, headers } = error
    return json(error.body, call.request, { status, headers })
  }
  try {
    const reply = route.reply(shop, call)
    return reply instanceof Promise ? reply.catch(refuse) : reply
  } catch (error) {
    return refuse(error)
  }
}

/** A whole number as JSON and URLs write it: no sign, no leading zero. */
const WHOLE_NUMBER = /^(?:0|[1-9]\d{0,14})$/

/** Parses a whole number. `undefined` if the text is anything else. */
export function wholeNumber(text: string): number | undefined {
  return WHOLE_NUMBER.test(text) ? Number(text) : undefined
}

/**
 * Reads the `:id` of a call.
 *
 * @throws {Refusal} 404 unless it is a whole number from 1 to `last`.
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

/** The query parameters of a call. */
export function queryOf({ request }: ShopCall): URLSearchParams {
  return new URL(request.url).searchParams
}
