/** The global that holds the titles of steps to skip. The stub sets it. */
export const skippedSteps: unique symbol = Symbol.for('overlap.skipped-steps')

/** The global that holds the titles of the only steps to run; `undefined`: all. The stub sets it. */
export const wantedSteps: unique symbol = Symbol.for('overlap.wanted-steps')

interface Choice {
  readonly [skippedSteps]?: readonly string[]
  readonly [wantedSteps]?: readonly string[] | undefined
}

/** Whether to skip the step with this title. */
export function isSkipped(title: string): boolean {
  const { [skippedSteps]: skipped = [], [wantedSteps]: wanted } = globalThis as Choice
  return skipped.includes(title) || wanted?.includes(title) === false
}
