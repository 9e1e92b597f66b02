/**
 * A map that keeps what was used lately: at least the last `limit` keys, at most twice as many.
 *
 * Two generations: when the young one is full it becomes the old one, and what was old is forgotten
 * unless it was used again. Cost: O(1), without the bookkeeping of a strict least-recently-used list.
 */
export class BoundedMap<K, V> {
  readonly #limit: number
  #young = new Map<K, V>()
  #old = new Map<K, V>()

  constructor(limit: number) {
    this.#limit = limit
  }

  /** The value of this key, made by `create` if it is new or was forgotten. */
  getOrCreate(key: K, create: () => V): V {
    const young = this.#young.get(key)
    if (young !== undefined) return young
    const value = this.#old.get(key) ?? create()
    if (this.#young.size >= this.#limit) {
      this.#old = this.#young
      this.#young = new Map()
    }
    this.#young.set(key, value)
    return value
  }

  get size(): number {
    return this.#young.size + this.#old.size
  }

  clear(): void {
    this.#young.clear()
    this.#old.clear()
  }
}
