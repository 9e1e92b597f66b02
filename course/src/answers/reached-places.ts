/** The global function that an answer calls with the number of each marked place that it reaches. */
export const reach: unique symbol = Symbol.for('overlap.reach')

/** The places that an answer has reached. */
export class ReachedPlaces {
  #whileLoading = new Set<number>()
  #inStep: Set<number> | undefined

  /** Notes a place. */
  add(place: number): void {
    const places = this.#inStep ?? this.#whileLoading
    places.add(place)
  }

  /** Forgets the previous answer. */
  begin(): void {
    this.#whileLoading = new Set()
    this.#inStep = undefined
  }

  /** Forgets the previous step. */
  beginStep(): void {
    this.#inStep = new Set()
  }

  /** The places reached while the answer was loaded, and in the current step. */
  places(): number[] {
    return [...this.#whileLoading.union(this.#inStep ?? new Set<number>())]
  }
}
