/** Keeps the last `limit` items that were added, in order. Adding one is O(1). */
export class Ring<T> {
  readonly #limit: number
  readonly #slots: T[] = []
  #added = 0

  constructor(limit: number) {
    this.#limit = limit
  }

  /** How many items were ever added. */
  get added(): number {
    return this.#added
  }

  /** How many of them were dropped. */
  get dropped(): number {
    return this.#added - this.#slots.length
  }

  add(thing: T): void {
    if (this.#slots.length < this.#limit) this.#slots.push(thing)
    else this.#slots[this.#added % this.#limit] = thing
    this.#added += 1
  }

  /** Maps the kept items, oldest first. */
  map<R>(map: (thing: T) => R): R[] {
    if (this.dropped === 0) return this.#slots.map((thing) => map(thing))
    const oldest = this.#added % this.#limit
    return [...this.#slots.slice(oldest), ...this.#slots.slice(0, oldest)].map((thing) =>
      map(thing),
    )
  }
}
