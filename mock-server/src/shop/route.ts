import { quote, Refusal } from './refusal.ts'
import { json, type ShopReply, type ShopRequest } from './reply.ts'

/** A call as a route sees it. */
export interface ShopCall {
  /** The request. Only a POST route reads its body; a stream watches its `signal`. */
  readonly request: ShopRequest
  /** The values of the pattern's `:names`, decoded. */
  readonly params: Readonly<Record<string, string>>
}

/** One route of the shop's API. */
export interface ShopRoute {
  /** The method. A GET route answers HEAD too, without the body. */
  readonly method: 'GET' | 'POST'
  /** The path: `/products/:id`. */
  readonly pattern: string
  /** What it answers, in one line, for a list of routes. */
  readonly describe: string
  /**
   * The reply to a call, also where the call is refused. It is there at once, unless the route reads
   * a body. Never throws because of what a client sent.
   */
  readonly reply: (call: ShopCall) => ShopReply | Promise<ShopReply>
}

/** Makes a route: a {@link Refusal} that its `reply` throws becomes a reply, too. */
export function defineRoute(definition: ShopRoute): ShopRoute {
  const reply = (call: ShopCall): ShopReply | Promise<ShopReply> => {
    const refuse = (error: unknown): ShopReply => {
      if (!(error instanceof Refusal)) throw error
      return json(error.body, call.request, { status: error.status })
    }
    try {
      const made = definition.reply(call)
      return made instanceof Promise ? made.catch(refuse) : made
    } catch (error) {
      return refuse(error)
    }
  }
  return { ...definition, reply }
}

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
