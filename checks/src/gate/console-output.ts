/** A last line that means: there is more output. */
const andSoOn = '…'

/**
 * A program's output as a Markdown file shows it: without surrounding empty lines and trailing
 * spaces.
 */
export function printed(stdout: string): string {
  return stdout
    .split(/\r?\n/u)
    .map((line) => line.trimEnd())
    .join('\n')
    .replace(/^\n+/u, '')
    .trimEnd()
}

/**
 * Whether the output in a README is what the program prints. After a final `…`, more may follow.
 */
export function isCurrent(output: string, stdout: string): boolean {
  return output === renewed(output, stdout)
}

/**
 * The new output for a README: everything that was printed. If the old output ends with `…`, it
 * keeps its number of lines. A lone `…` is replaced by everything.
 */
export function renewed(output: string, stdout: string): string {
  const lines = output.split('\n')
  if (lines.at(-1) !== andSoOn || lines.length === 1) return printed(stdout)
  const kept = printed(stdout)
    .split('\n')
    .slice(0, lines.length - 1)
  return [...kept, andSoOn].join('\n')
}
