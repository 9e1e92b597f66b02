import { parseNewOrder } from './new-order.ts'
import type { OrderBook } from './order-book.ts'
import { quote, Refusal } from './refusal.ts'
import { json, type ShopReply, type ShopRequest, unread } from './reply.ts'
import { type ShopCall, type ShopRoute, wholeNumber } from './route.ts'
import { SHOP_SIZES } from './sizes.ts'

const KEY_HEADER = 'Idempotency-Key'
const MAX_KEY_CHARS = 255

/** `/orders` and everything below it. */
export const orderRoutes: readonly ShopRoute[] = [
  {
    method: 'POST',
    pattern: '/orders',
    describe: 'Places an order: {"userId", "items"}; with an Idempotency-Key only once',
    reply: ({ orders }, call) => place(orders, call),
  },
  {
    method: 'GET',
    pattern: '/orders/:id',
    describe: 'An order: past ones from 1, new ones from 61',
    reply: ({ orders }, call) => json(findOrder(orders, call), call.request),
  },
]

/**
 * Places the order as soon as its body has arrived. If two calls with the same key are in flight
 * together, one places the order and the other gets the same order.
 */
async function place(book: OrderBook, { request }: ShopCall): Promise<ShopReply> {
  const key = keyOf(request)
  const text = await request.text().catch(() => undefined)
  if (text === undefined) return unread
  const { kind, order } = book.place(parseNewOrder(text), key)
  if (kind === 'key-taken') {
    throw new Refusal(
      422,
      `Cannot place this order: the ${KEY_HEADER} ${quote(key ?? '')} belongs to order ${order.id}, ` +
        'which has other content. Use one key for all attempts at one order, and a new key for a new order',
    )
  }
  const location = `/orders/${order.id}`
  return kind === 'placed'
    ? json(order, request, { status: 201, headers: { location } })
    : json(order, request, { headers: { location, 'idempotent-replayed': 'true' } })
}

function keyOf(request: ShopRequest): string | null {
  const key = request.headers.get(KEY_HEADER)
  if (key === null || (key !== '' && key.length <= MAX_KEY_CHARS)) return key
  const message = `expected 1 to ${MAX_KEY_CHARS} characters, got ${key.length}`
  throw new Refusal(400, `Cannot place this order: ${KEY_HEADER}: ${message}`, [
    { field: KEY_HEADER, message },
  ])
}

function findOrder(book: OrderBook, { params }: ShopCall) {
  const text = params['id'] ?? ''
  const id = wholeNumber(text) ?? 0
  const order = id >= 1 ? book.find(id) : undefined
  if (order) return order
  const newOnes = book.counts().orders
  const last = SHOP_SIZES.pastOrders + newOnes
  throw new Refusal(
    404,
    id >= 1 && id <= last
      ? `There is no order ${id} any more: the shop keeps its latest new orders only`
      : `There is no order ${quote(text)}: expected a whole number from 1 to ${last} in the path`,
  )
}
