/** A place in a {@link Queue}. */
export interface Place<T> {
  readonly value: T
}

interface Node<T> extends Place<T> {
  before: Node<T> | undefined
  after: Node<T> | undefined
  waiting: boolean
}

/** A FIFO queue from which values can also be removed in the middle. Every operation is O(1). */
export class Queue<T> {
  #first: Node<T> | undefined
  #last: Node<T> | undefined
  #size = 0

  get size(): number {
    return this.#size
  }

  /** The value at the front, which stays there. */
  get first(): T | undefined {
    return this.#first?.value
  }

  push(value: T): Place<T> {
    const node: Node<T> = { value, before: this.#last, after: undefined, waiting: true }
    if (this.#last) this.#last.after = node
    else this.#first = node
    this.#last = node
    this.#size++
    return node
  }

  shift(): T | undefined {
    const node = this.#first
    if (node) this.remove(node)
    return node?.value
  }

  /** @returns Whether it was still waiting. */
  remove(place: Place<T>): boolean {
    const node = place as Node<T>
    if (!node.waiting) return false
    node.waiting = false
    if (node.before) node.before.after = node.after
    else this.#first = node.after
    if (node.after) node.after.before = node.before
    else this.#last = node.before
    this.#size--
    return true
  }
}
