/** The global that holds the titles of steps to skip. The stub sets it. */
export const skippedSteps: unique symbol = Symbol.for('overlap.skipped-steps')

/** Whether to skip the step with this title. */
export function isSkipped(title: string): boolean {
  const titles = (globalThis as { [skippedSteps]?: readonly string[] })[skippedSteps] ?? []
  return titles.includes(title)
}
