import type { PartResult } from './part.ts'
import type { Ended } from './program.ts'

/**
 * Reads the result from the output of a part's program: its last line is a {@link PartResult} as
 * JSON.
 *
 * Without such a line, the result is one failed check, with the program's output.
 */
export function readPartResult({ code, stdout, output }: Ended): PartResult {
  const lastLine = stdout.trimEnd().split('\n').at(-1) ?? ''
  const result = parse(lastLine)
  if (result !== undefined && (code === 0 || result.failed > 0)) return result
  return { passed: 0, failed: 1, skipped: [], output: `${output}It ended with code ${code}.\n` }
}

function parse(line: string): PartResult | undefined {
  try {
    const value = JSON.parse(line) as PartResult
    return typeof value.failed === 'number' ? value : undefined
  } catch {
    return undefined
  }
}
