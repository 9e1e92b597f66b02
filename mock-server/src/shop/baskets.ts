import type { Basket } from './types.ts'

/** A basket as it is now. */
export interface BasketNow {
  readonly basket: Basket
  /** A strong ETag: `"v0"`, then `"v1"` after the first change, and so on. */
  readonly etag: string
}

/** The baskets of a shop: one for each user, empty at first. */
export interface Baskets {
  /** A user's basket. */
  of(userId: number): BasketNow
  /** Replaces a user's basket. Its ETag is new, even if the items are the same. */
  replace(userId: number, basket: Basket): BasketNow
  /** Empties all baskets. Their ETags start over. */
  reset(): void
}

/** Makes the baskets of a shop. Every operation is synchronous, so no call sees half of one. */
export function createBaskets(): Baskets {
  const changed = new Map<number, { readonly version: number; readonly now: BasketNow }>()
  return {
    of: (userId) => changed.get(userId)?.now ?? untouched,
    replace(userId, basket) {
      const version = (changed.get(userId)?.version ?? 0) + 1
      const now = { basket, etag: `"v${version}"` }
      changed.set(userId, { version, now })
      return now
    },
    reset: () => changed.clear(),
  }
}

const untouched: BasketNow = { basket: { items: [] }, etag: '"v0"' }
