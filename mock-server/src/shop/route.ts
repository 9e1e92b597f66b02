import type { ShopReply, ShopRequest } from './reply.ts'

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

/** What the shop has counted since it was made, or since its last `reset()`. */
export interface ShopCounts {
  /** Orders placed, double orders included. */
  readonly orders: number
  /** Orders placed although the same user had placed one for the same items before. */
  readonly doubleOrders: number
  /** Calls that were given the order of an earlier call with the same `Idempotency-Key`. */
  readonly replays: number
  /** Rows of reports that were made. Stands still once nobody reads. */
  readonly reportRows: number
}

/** The shop's API: its data and what its routes mean. There is no network in it. */
export interface Shop {
  /** All routes, in the order in which a list should show them. */
  readonly routes: readonly ShopRoute[]
  /** Forgets every order that was placed, every idempotency key, and the counts. */
  reset(): void
  /** The counts now. */
  counts(): ShopCounts
}
