import { createDice } from './dice.ts'
import { productOf } from './product.ts'
import { idsTo, SHOP_SIZES } from './sizes.ts'
import type { Recommendation } from './types.ts'
import type { Words } from './words/product-words.ts'

const REASONS: Words = [
  'Goes well with the',
  'Chosen by people who bought the',
  'Because you looked twice at the',
]

/** What user `userId` may like: five products, best first. */
export function recommendationsOf(seed: number, userId: number): readonly Recommendation[] {
  const dice = createDice(seed, 'recommendations', userId)
  const [neighbour, ...liked] = dice.some(6, idsTo(SHOP_SIZES.products))
  return liked.map((productId, index) => ({
    productId,
    score: (95 - index * 12 - dice.between(0, 9)) / 100,
    reason: `${dice.pick(REASONS)} ${productOf(seed, neighbour!).name}`,
  }))
}
