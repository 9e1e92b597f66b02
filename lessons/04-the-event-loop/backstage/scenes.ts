import { fc } from '@overlap/scenarios'

/** Some items in a row that all take equally long. */
export interface Block {
  readonly count: number
  readonly costMs: number
}

/** A list to digest. */
export interface Scene {
  readonly blocks: readonly Block[]
  /** The items, if they aren't 1, 2, 3 and so on. */
  readonly items?: readonly unknown[]
}

/** How long the longest item takes. */
export const MOST_MS = 8

/** How long the thread may be held at a time. */
export const LIMIT_MS = 20

export const steady: Scene = { blocks: [{ count: 200, costMs: 1 }] }

export const cheap: Scene = { blocks: [{ count: 1000, costMs: 0.1 }] }

export const dear: Scene = { blocks: [{ count: 20, costMs: MOST_MS }] }

export const uneven: Scene = {
  blocks: [
    { count: 200, costMs: 0.1 },
    { count: 40, costMs: 1 },
    { count: 20, costMs: MOST_MS },
  ],
}

/** Its first item of 8 ms comes after 13 ms: slices of 14 ms or more last longer than 20 ms here. */
export const tight: Scene = {
  blocks: [
    { count: 13, costMs: 1 },
    { count: 1, costMs: MOST_MS },
    { count: 10, costMs: 1 },
  ],
}

export const odd: Scene = {
  blocks: [{ count: 9, costMs: 5 }],
  items: ['b', 0, null, 'a', '', undefined, false, Number.NaN, 'b'],
}

export const few: Scene = { blocks: [{ count: 4, costMs: 2 }] }

export const empty: Scene = { blocks: [] }

/** Lists of 7 to 20 ms: in one of them, a slice that is not too long ends with the last item. */
export const endings: readonly Scene[] = Array.from({ length: 14 }, (_, i) => ({
  blocks: [{ count: 7 + i, costMs: 1 }],
}))

const costMs: fc.Arbitrary<number> = fc.constantFrom(0.1, 0.5, 1, 2, 5, MOST_MS)

/** Draws lists of up to three blocks. They may be empty. */
export const lists: fc.Arbitrary<Scene> = fc.record({
  blocks: fc.array(fc.record({ count: fc.constantFrom(0, 1, 2, 5, 11, 37, 83), costMs }), {
    maxLength: 3,
  }),
})

/** Draws lists that take less than a slice. */
const shortLists: fc.Arbitrary<Scene> = fc.record({
  blocks: fc.array(
    fc.record({ count: fc.constantFrom(1, 2, 4), costMs: fc.constantFrom(0.1, 0.5, 1) }),
    { maxLength: 2 },
  ),
})

/** Draws lists that take less than a slice, or up to 40 ms. */
export const briefLists: fc.Arbitrary<Scene> = fc.oneof(
  shortLists,
  fc.integer({ min: 1, max: 40 }).map((count) => ({ blocks: [{ count, costMs: 1 }] })),
)

/** The cost of each item, in their order. */
export const costsOf = ({ blocks }: Scene): number[] =>
  blocks.flatMap(({ count, costMs }) => Array<number>(count).fill(costMs))

export const itemsOf = (scene: Scene): readonly unknown[] =>
  scene.items ?? costsOf(scene).map((_, i) => i + 1)

/** How long the work itself takes, in whole ms of virtual time. */
export const workMs = (scene: Scene): number =>
  Math.floor(Math.round(1000 * costsOf(scene).reduce((sum, cost) => sum + cost, 0)) / 1000)

/** Describes a scene in a few words. */
export function tell({ blocks }: Scene): string {
  const filled = blocks.filter(({ count }) => count > 0)
  if (filled.length === 0) return 'an empty list'
  return filled
    .map(({ count, costMs }) => `${count} ${count === 1 ? 'item' : 'items'} of ${costMs} ms`)
    .join(', then ')
}
