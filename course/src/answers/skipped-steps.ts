/** The global that holds the titles of steps that are not to run; a stub puts them there. */
export const skippedSteps: unique symbol = Symbol.for('overlap.skipped-steps')

/** Whether a step is not to run, by its title. */
export function isSkipped(title: string): boolean {
  const titles = (globalThis as { [skippedSteps]?: readonly string[] })[skippedSteps] ?? []
  return titles.includes(title)
}
