/** What one part of the checks found. */
export interface PartResult {
  readonly passed: number
  readonly failed: number
  /** Names of the checks that did not run, each with its reason if there is one. */
  readonly skipped: readonly string[]
  /** What a reader needs to fix the failures. Printed if something failed, or for a part alone. */
  readonly output: string
}

/** One part of the checks: `npm test -- <name>` runs it alone. */
export interface Part {
  readonly name: string
  /** What it looks at, in a few words. */
  readonly about: string
  /**
   * Runs it. Never prints.
   *
   * @param args - What came after the part's name on the command line.
   * @param fresh - Whether to check again what passed earlier and has not changed since.
   */
  run(args: readonly string[], fresh: boolean): Promise<PartResult>
}

/** The result of a part that is one check: it holds or it does not. */
export function oneCheck(holds: boolean, output: string): PartResult {
  return { passed: holds ? 1 : 0, failed: holds ? 0 : 1, skipped: [], output: holds ? '' : output }
}

/** Several results as one. */
export function sumOf(results: readonly PartResult[]): PartResult {
  const total = (key: 'passed' | 'failed'): number => results.reduce((sum, r) => sum + r[key], 0)
  return {
    passed: total('passed'),
    failed: total('failed'),
    skipped: results.flatMap(({ skipped }) => skipped),
    output: results.flatMap(({ output }) => output || []).join('\n'),
  }
}
