/** A queue with a constant-time `shift`. `Array.prototype.shift` gets slower as the array grows. */
export class Queue<T> {
  #items: (T | undefined)[] = []
  #first = 0

  /** How many values it holds. */
  get size(): number {
    return this.#items.length - this.#first
  }

  /** Adds a value at the end. */
  push(value: T): void {
    this.#items.push(value)
  }

  /** Removes the first value and returns it. `undefined` if the queue is empty. */
  shift(): T | undefined {
    if (this.size === 0) return undefined
    const value = this.#items[this.#first]
    this.#items[this.#first++] = undefined
    if (this.#first * 2 > this.#items.length) {
      this.#items = this.#items.slice(this.#first)
      this.#first = 0
    }
    return value
  }
}
