import { createDice } from './dice.ts'
import { idsTo, SHOP_SIZES } from './sizes.ts'
import type { Product } from './types.ts'
import { ADJECTIVES, CATEGORIES, OPENINGS } from './words/product-words.ts'

const KINDS = CATEGORIES.flatMap((category) =>
  category.things.map((thing) => ({ category, thing })),
)
/** Has no divisor in common with the number of kinds, so that steps of it reach every kind. */
const STEP = 17

/** Product `id` of the shop of this seed. No two products of a shop have the same name. */
export function productOf(seed: number, id: number): Product {
  const start = createDice(seed, 'shelves').between(0, KINDS.length - 1)
  const { category, thing } = KINDS[(start + id * STEP) % KINDS.length]!
  const half = id <= SHOP_SIZES.products / 2 ? 0 : 1
  const dice = createDice(seed, 'product', id)
  return {
    id,
    name: `${dice.pick(ADJECTIVES[half])} ${dice.pick(category.materials)} ${thing}`,
    category: category.name,
    description: `${dice.pick(OPENINGS)} ${dice.pick(category.promises)}`,
    weightGrams: dice.between(4, 300) * 10,
  }
}

/** All products, by id. */
export function allProducts(seed: number): readonly Product[] {
  return idsTo(SHOP_SIZES.products).map((id) => productOf(seed, id))
}
