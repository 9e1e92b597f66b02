import * as v from 'valibot'
import { expected, numberTo, objectOf } from './json-body.ts'
import { SHOP_SIZES } from './sizes.ts'
import type { BasketItem } from './types.ts'

const MAX_LINES = 50
const MAX_QUANTITY = 100

/** The items of an order or a basket. @param owner What they belong to: `an order`. */
export function itemsSchema(owner: string, least: 0 | 1): v.GenericSchema<unknown, BasketItem[]> {
  const lines = `a list of ${least} to ${MAX_LINES} items`
  return v.pipe(
    v.array(
      v.strictObject(
        {
          productId: numberTo(SHOP_SIZES.products, "a product's id"),
          quantity: numberTo(MAX_QUANTITY, 'a quantity'),
        },
        objectOf(owner),
      ),
      expected(lines),
    ),
    v.minLength(least, `expected ${lines}, got none`),
    v.maxLength(MAX_LINES, ({ received }) => `expected ${lines}, got ${received}`),
  )
}
