/** One thing that is wrong in the description of a network. */
export interface NetworkProblem {
  /** Where, as a JSONPath: `$.failures[0].kind`. */
  readonly path: string
  /** What a network may have there. */
  readonly expected: string
  /** What the description has there. */
  readonly received: string
}

/**
 * A description of a network that cannot be used. The message has one line for each problem: its
 * path, what was expected, and what the description has.
 */
export class InvalidNetworkError extends Error {
  override readonly name = 'InvalidNetworkError'
  /** What is wrong, in the order of the description's keys; never empty. */
  readonly problems: readonly NetworkProblem[]

  constructor(problems: readonly NetworkProblem[]) {
    const count = problems.length === 1 ? '1 problem' : `${problems.length} problems`
    const lines = problems.map((p) => `  ${p.path}: expected ${p.expected}, got ${p.received}`)
    super([`Cannot use this network: ${count}`, ...lines].join('\n'))
    this.problems = problems
  }
}
