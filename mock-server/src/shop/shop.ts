import type { Shop } from './route.ts'

/** Makes a shop. */
export function createShop(seed: number): Shop {
  throw new Error(`The shop of seed ${seed} is not open yet`)
}
