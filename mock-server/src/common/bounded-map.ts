/**
 * A map of at most `limit` keys, so that a long run does not fill the memory. It always keeps the
 * most recently used keys, at least half of `limit`.
 *
 * Getting or setting a key counts as using it. Both are O(1).
 */
export class BoundedMap<K, V> {
  readonly #limit: number
  readonly #entries = new Map<K, V>()

  constructor(limit: number) {
    this.#limit = limit
  }

  get size(): number {
    return this.#entries.size
  }

  /** The value of this key; undefined if it is new or was forgotten. */
  get(key: K): V | undefined {
    const value = this.#entries.get(key)
    // Moving a key costs more than finding it, and isn't needed while there is plenty of room.
    if (value !== undefined && this.#entries.size > this.#limit / 2) this.set(key, value)
    return value
  }

  /** Sets the value of this key, and forgets the key that has not been used for the longest time. */
  set(key: K, value: V): void {
    // A Map keeps its keys in the order in which they were added.
    this.#entries.delete(key)
    this.#entries.set(key, value)
    if (this.#entries.size <= this.#limit) return
    for (const oldest of this.#entries.keys()) {
      this.#entries.delete(oldest)
      return
    }
  }

  clear(): void {
    this.#entries.clear()
  }
}
