/** How many of everything the shop has. Ids count from 1 without gaps. */
export const SHOP_SIZES = {
  /** Products 1 to 100. */
  products: 100,
  /** Users 1 to 20. */
  users: 20,
  /** Past orders 1 to 60. New orders count on from 61. */
  pastOrders: 60,
  /** Todos 1 to 200, ten for each user. */
  todos: 200,
  /** Reports 1 to 12, one for each month. */
  reports: 12,
} as const

/** Lists the ids 1 to `last`. */
export function idsTo(last: number): readonly number[] {
  return Array.from({ length: last }, (_, index) => index + 1)
}
