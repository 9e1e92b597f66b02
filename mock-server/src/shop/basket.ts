import * as v from 'valibot'
import type { BasketNow } from './baskets.ts'
import { itemsSchema } from './items-schema.ts'
import { objectOf, parseBody, type BodyKind } from './json-body.ts'
import { requireMatch } from './preconditions.ts'
import { json, type ShopReply, type ShopRequest, unread } from './reply.ts'
import { idOf, type ShopCall, type ShopRoute } from './route.ts'
import type { Shop } from './shop.ts'
import { SHOP_SIZES } from './sizes.ts'
import type { Basket } from './types.ts'

const body: BodyKind<Basket> = {
  schema: v.strictObject({ items: itemsSchema('a basket', 0) }, objectOf('a basket')),
  cannot: 'replace this basket',
  name: 'A basket',
  example: '{"items": [{"productId": 7, "quantity": 2}]}',
}

/** `/users/:id/basket`. */
export const basketRoutes: readonly ShopRoute[] = [
  {
    method: 'GET',
    pattern: '/users/:id/basket',
    describe: 'Their basket: {"items"}, with an ETag',
    reply: ({ baskets }, call) => send(baskets.of(userId(call)), call.request),
  },
  {
    method: 'PUT',
    pattern: '/users/:id/basket',
    describe: 'Replaces it; with If-Match only if its ETag is still the same',
    reply: replace,
  },
]

/**
 * Replaces the basket as soon as the body has arrived. The comparison and the change happen together,
 * so of several calls with the same If-Match, only one replaces the basket.
 */
async function replace({ baskets }: Shop, call: ShopCall): Promise<ShopReply> {
  const { request } = call
  const id = userId(call)
  const text = await request.text().catch(() => undefined)
  if (text === undefined) return unread
  // RFC 9110, 13.2.1: a request that is wrong in itself is refused whatever its preconditions are.
  const basket = parseBody(text, body)
  requireMatch(request, baskets.of(id).etag, body.cannot)
  return send(baskets.replace(id, basket), request)
}

function send({ basket, etag }: BasketNow, request: ShopRequest): ShopReply {
  return json(basket, request, { etag })
}

function userId(call: ShopCall): number {
  return idOf(call, 'user', SHOP_SIZES.users)
}
