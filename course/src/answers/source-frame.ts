/** A position in a file. Lines and columns count from 1. */
export interface Place {
  readonly line: number
  readonly column: number
}

/** Converts the index of a character to its line and column. */
export function placeOf(text: string, index: number): Place {
  const before = text.slice(0, index).split('\n')
  return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 }
}

/**
 * Draws a line of the source, with a caret below the column:
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
  // Tabs are kept in the indentation, so that the caret is in the right column at any tab width.
  const indent = shown.slice(0, column - 1 - start).replaceAll(/[^\t]/g, ' ')
  const pad = ' '.repeat(Math.max(0, column - 1 - start - shown.length))
  return `  ${gutter} | ${shown}\n  ${' '.repeat(gutter.length)} | ${indent}${pad}^`
}
