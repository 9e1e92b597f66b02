import { createDice } from './dice.ts'
import type { Stock } from './types.ts'
import { CITIES } from './words/people-words.ts'

/** The stock of product `productId`. One product in ten is sold out. */
export function stockOf(seed: number, productId: number): Stock {
  const dice = createDice(seed, 'stock', productId)
  const warehouses = dice.chance(0.1)
    ? []
    : dice.some(dice.between(1, 3), CITIES).map((city) => ({ city, count: dice.between(1, 60) }))
  const available = warehouses.reduce((sum, { count }) => sum + count, 0)
  return { productId, available, warehouses }
}
