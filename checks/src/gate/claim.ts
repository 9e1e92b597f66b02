/** One thing that a lesson claims, and whether it is so. */
export interface Claim {
  readonly holds: boolean
  /** What is wrong, in words that name the part: read only if the claim does not hold. */
  readonly problem: string
}

/** Makes a claim. */
export function claim(holds: boolean, problem: string): Claim {
  return { holds, problem }
}
