import { dateOf } from './calendar.ts'
import { createDice } from './dice.ts'
import { priceOf } from './price.ts'
import { SHOP_SIZES } from './sizes.ts'
import type { ReportRow } from './types.ts'

/** Row `row` of the report of month `month` (1 to 12) of 2026. */
export function reportRowOf(seed: number, month: number, row: number): ReportRow {
  const dice = createDice(seed, 'report', month, row)
  const daysInMonth = new Date(Date.UTC(2026, month, 0)).getUTCDate()
  const day = Date.UTC(2026, month - 1, dice.between(1, daysInMonth)) / 86_400_000
  const productId = dice.between(1, SHOP_SIZES.products)
  const quantity = dice.between(1, 5)
  return {
    row,
    soldOn: dateOf(day),
    productId,
    userId: dice.between(1, SHOP_SIZES.users),
    quantity,
    amountCents: quantity * priceOf(seed, productId).amountCents,
  }
}
