/** A last line that means: there is more output. */
const andSoOn = '…'

/** What a program printed, as a Markdown file shows it: without empty lines around it or trailing spaces. */
export function printed(stdout: string): string {
  return stdout
    .split(/\r?\n/u)
    .map((line) => line.trimEnd())
    .join('\n')
    .replace(/^\n+/u, '')
    .trimEnd()
}

/** Whether the output in a README is what the program prints; below `…` anything may follow. */
export function isCurrent(output: string, stdout: string): boolean {
  return output === renewed(output, stdout)
}

/**
 * The output as it has to be: all that was printed, or, if the old one ends with `…`, as many lines
 * of it as before. A lone `…` is a place to be filled with everything.
 */
export function renewed(output: string, stdout: string): string {
  const lines = output.split('\n')
  if (lines.at(-1) !== andSoOn || lines.length === 1) return printed(stdout)
  const kept = printed(stdout)
    .split('\n')
    .slice(0, lines.length - 1)
  return [...kept, andSoOn].join('\n')
}
