/** A map that forgets its oldest entry once it has more than its limit. */
interface Latest<Key, Value> {
  /** The value of a key, or `undefined` when it was never set or is forgotten. */
  get(key: Key): Value | undefined
  /** Sets the value of a new key. */
  add(key: Key, value: Value): void
  /** Forgets everything. */
  clear(): void
}

/** A map of the latest `limit` keys, so that a long run does not fill the memory. */
export function createLatest<Key, Value>(limit: number): Latest<Key, Value> {
  const entries = new Map<Key, Value>()
  return {
    get: (key) => entries.get(key),
    add(key, value) {
      entries.set(key, value)
      if (entries.size <= limit) return
      for (const oldest of entries.keys()) {
        entries.delete(oldest)
        break
      }
    },
    clear: () => entries.clear(),
  }
}
