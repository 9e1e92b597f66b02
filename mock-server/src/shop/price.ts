import { createDice } from './dice.ts'
import type { Price } from './types.ts'

/** The price of product `productId`: 2.99 to 149.99. */
export function priceOf(seed: number, productId: number): Price {
  const dice = createDice(seed, 'price', productId)
  const euros = dice.chance(0.7) ? dice.between(3, 40) : dice.between(41, 150)
  return { productId, amountCents: euros * 100 - 1, currency: 'EUR' }
}
