/** A value in the queue, and its neighbours. */
interface Node<T> {
  readonly value: T
  before?: Node<T> | undefined
  after?: Node<T> | undefined
}

/** A queue that values can also leave from the middle. Every operation is O(1). */
export class Queue<T> {
  #first: Node<T> | undefined
  #last: Node<T> | undefined

  /**
   * Adds a value at the end.
   *
   * @returns A function that removes it. It does nothing if the value isn't in the queue any more.
   */
  push(value: T): () => void {
    const node: Node<T> = { value, before: this.#last }
    if (this.#last) this.#last.after = node
    else this.#first = node
    this.#last = node
    return () => this.#remove(node)
  }

  /** Removes the first value and returns it. `undefined` if the queue is empty. */
  shift(): T | undefined {
    const node = this.#first
    if (node) this.#remove(node)
    return node?.value
  }

  #remove(node: Node<T>): void {
    const isInside = node.before ? node.before.after === node : this.#first === node
    if (!isInside) return
    if (node.before) node.before.after = node.after
    else this.#first = node.after
    if (node.after) node.after.before = node.before
    else this.#last = node.before
    node.before = undefined
    node.after = undefined
  }
}
