/** Keeps the last `limit` things that were put into it, in order; O(1) to add one. */
export class Ring<T> {
  readonly #limit: number
  readonly #slots: T[] = []
  #added = 0

  constructor(limit: number) {
    this.#limit = limit
  }

  /** How many things were ever added. */
  get added(): number {
    return this.#added
  }

  /** How many of them are forgotten. */
  get dropped(): number {
    return this.#added - this.#slots.length
  }

  add(thing: T): void {
    if (this.#slots.length < this.#limit) this.#slots.push(thing)
    else this.#slots[this.#added % this.#limit] = thing
    this.#added += 1
  }

  /** The things that are kept, oldest first, each changed by `map`. */
  map<R>(map: (thing: T) => R): R[] {
    if (this.dropped === 0) return this.#slots.map((thing) => map(thing))
    const oldest = this.#added % this.#limit
    return [...this.#slots.slice(oldest), ...this.#slots.slice(0, oldest)].map((thing) =>
      map(thing),
    )
  }
}
