import * as v from 'valibot'
import { itemsSchema } from './items-schema.ts'
import { numberTo, objectOf, parseBody, type BodyKind } from './json-body.ts'
import { SHOP_SIZES } from './sizes.ts'
import type { NewOrder } from './types.ts'

const newOrder: BodyKind<NewOrder> = {
  schema: v.strictObject(
    {
      userId: numberTo(SHOP_SIZES.users, "a user's id"),
      items: itemsSchema('an order', 1),
    },
    objectOf('an order'),
  ),
  cannot: 'place this order',
  name: 'An order',
  example: '{"userId": 1, "items": [{"productId": 7, "quantity": 2}]}',
}

/**
 * Parses the body of `POST /orders`.
 *
 * @throws {Refusal} 400 with up to 10 wrong fields.
 */
export function parseNewOrder(text: string): NewOrder {
  return parseBody(text, newOrder)
}
