/** The result of one part of the checks. */
export interface PartResult {
  readonly passed: number
  readonly failed: number
  /** Names of the checks that did not run, each with its reason if there is one. */
  readonly skipped: readonly string[]
  /**
   * What a reader needs to fix the failures. Printed if something failed, or if the part runs
   * alone.
   */
  readonly output: string
}

/** One part of the checks: `npm test -- <name>` runs it alone. */
export interface Part {
  readonly name: string
  /** What it checks, in a few words. */
  readonly about: string
  /**
   * Runs it. Never prints.
   *
   * @param args - The arguments after the part's name on the command line.
   * @param fresh - Whether to repeat checks that passed earlier, even if nothing has changed since.
   */
  run(args: readonly string[], fresh: boolean): Promise<PartResult>
}

/** The result of a part that consists of one check. */
export function oneCheck(holds: boolean, output: string): PartResult {
  return { passed: holds ? 1 : 0, failed: holds ? 0 : 1, skipped: [], output: holds ? '' : output }
}

/** Adds up several results. */
export function sumOf(results: readonly PartResult[]): PartResult {
  const total = (key: 'passed' | 'failed'): number => results.reduce((sum, r) => sum + r[key], 0)
  return {
    passed: total('passed'),
    failed: total('failed'),
    skipped: results.flatMap(({ skipped }) => skipped),
    output: results.flatMap(({ output }) => output || []).join('\n'),
  }
}
