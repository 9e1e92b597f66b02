import { hashText } from '../common/murmur3.ts'

/** Draws that are the same for the same seed and thing, whatever was drawn elsewhere before. */
interface Dice {
  /** A whole number from `min` to `max`, both included. */
  between(min: number, max: number): number
  /** One of the list. */
  pick<Item>(list: readonly [Item, ...Item[]]): Item
  /** Some of the list, each at most once, in the order drawn. All of it if it has no more. */
  some<Item>(count: number, list: readonly Item[]): Item[]
  /** `true` once in `1 / probability` draws. */
  chance(probability: number): boolean
}

/**
 * Dice for one thing of the shop: `createDice(seed, 'product', 7)`.
 *
 * The state starts at a hash of seed and thing; the draws are mulberry32 (Tommy Ettinger): a counter
 * by the golden ratio, mixed. Good for data, not for statistics.
 */
export function createDice(seed: number, ...thing: readonly (string | number)[]): Dice {
  let state = hashText(thing.join(':'), seed)

  function fraction(): number {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }

  const between = (min: number, max: number) => min + Math.floor(fraction() * (max - min + 1))

  return {
    between,
    pick: (list) => list[between(0, list.length - 1)] ?? list[0],
    some(count, list) {
      const left = [...list]
      return Array.from({ length: Math.min(count, left.length) }, () =>
        left.splice(between(0, left.length - 1), 1),
      ).flat()
    },
    chance: (probability) => fraction() < probability,
  }
}
