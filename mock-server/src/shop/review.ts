import { createDice } from './dice.ts'
import { idsTo, SHOP_SIZES } from './sizes.ts'
import type { Review } from './types.ts'
import { REMARKS, VERDICTS } from './words/prose-words.ts'

/** The reviews of product `productId`: none to eight, each by another user. */
export function reviewsOf(seed: number, productId: number): readonly Review[] {
  const dice = createDice(seed, 'reviews', productId)
  return dice.some(dice.between(0, 8), idsTo(SHOP_SIZES.users)).map((userId, index) => {
    // The better of two draws: people who like a thing write more.
    const stars = Math.max(dice.between(1, 5), dice.between(1, 5))
    const verdict = dice.pick(VERDICTS[stars - 1]!)
    return {
      id: productId * 100 + index + 1,
      productId,
      userId,
      stars,
      text: dice.chance(0.6) ? `${verdict} ${dice.pick(REMARKS)}` : verdict,
    }
  })
}
