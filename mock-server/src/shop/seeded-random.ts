import { hashText } from '../common/murmur3.ts'

/** Draws random values. Each draw depends only on the draws before it from the same object. */
export interface Random {
  /** A whole number from `min` to `max`, both included. */
  between(min: number, max: number): number
  /** One item of the list. */
  pick<Item>(list: readonly [Item, ...Item[]]): Item
  /** Up to `count` different items of the list, in the order in which they were drawn. */
  some<Item>(count: number, list: readonly Item[]): Item[]
  /** `true` with this probability. */
  chance(probability: number): boolean
}

/**
 * Gives every part of a shop its own random values: `seededRandom(seed)('product', 7)`.
 *
 * The same seed and the same name always give the same values. It doesn't matter what else was drawn
 * before.
 */
export function seededRandom(seed: number): (...name: readonly (string | number)[]) => Random {
  return (...name) => createRandom(hashText(name.join(':'), seed))
}

/** Mulberry32 (Tommy Ettinger): a counter whose bits are mixed. Good for data, not for statistics. */
function createRandom(state: number): Random {
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
