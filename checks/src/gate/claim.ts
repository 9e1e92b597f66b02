/** A claim about a lesson, and whether it holds. */
export interface Claim {
  readonly holds: boolean
  /** What is wrong, and where. Used only if the claim does not hold. */
  readonly problem: string
}

/** Makes a claim. */
export function claim(holds: boolean, problem: string): Claim {
  return { holds, problem }
}
