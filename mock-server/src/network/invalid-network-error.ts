/** One thing that is wrong in the description of a network. */
export interface NetworkProblem {
  /** Where, as a JSONPath: `$.failures[0].kind`. */
  readonly path: string
  /** The values that are allowed there. */
  readonly expected: string
  /** The value that the description has there. */
  readonly received: string
}

/**
 * A description of a network that cannot be used. The message has a line for each problem: its
 * path, what was expected, and what came instead.
 */
export class InvalidNetworkError extends Error {
  override readonly name = 'InvalidNetworkError'
  /** The problems, in the order of the description's keys. Never empty. */
  readonly problems: readonly NetworkProblem[]

  constructor(problems: readonly NetworkProblem[]) {
    const count = problems.length === 1 ? '1 problem' : `${problems.length} problems`
    const lines = problems.map((p) => `  ${p.path}: expected ${p.expected}, got ${p.received}`)
    super([`Cannot use this network: ${count}`, ...lines].join('\n'))
    this.problems = problems
  }
}
