/** A place in a file; both count from 1. */
export interface Place {
  readonly line: number
  readonly column: number
}

/** The place of a character, given by its index in the text. */
export function placeOf(text: string, index: number): Place {
  const before = text.slice(0, index).split('\n')
  return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 }
}

/**
 * The line of a place with a caret below it:
 *
 * ```text
 *   12 | const a = [1, 2
 *      |               ^
 * ```
 */
export function frameOf(text: string, { line, column }: Place): string {
  const source = text.split('\n')[line - 1]?.trimEnd() ?? ''
  const start = Math.max(0, column - 50)
  const shown = source.slice(start, start + 66)
  const gutter = String(line)
  // A tab stays a tab above the caret, so that both lines are as wide in every terminal.
  const indent = shown.slice(0, column - 1 - start).replaceAll(/[^\t]/g, ' ')
  const pad = ' '.repeat(Math.max(0, column - 1 - start - shown.length))
  return `  ${gutter} | ${shown}\n  ${' '.repeat(gutter.length)} | ${indent}${pad}^`
}
