import { columnsOf, wrapped } from './text.ts'

/**
 * Breaks the lines of a text between words, so that each takes at most `columns` terminal columns. A
 * longer word has a line of its own. Lines that begin with a space stay as they are, and colours
 * (escape sequences) take no room.
 *
 * @example
 * ```ts
 * import { wrapText } from '@overlap/trace'
 *
 * console.log(wrapText('One sentence that is too long.', 12))
 * // → One sentence
 * //   that is too
 * //   long.
 * ```
 */
export function wrapText(text: string, columns: number): string {
  const linesOf = (line: string): string[] =>
    line.startsWith(' ') || columnsOf(line) <= columns
      ? [line]
      : wrapped(line.split(' '), ' ', columns)
  return text.split('\n').flatMap(linesOf).join('\n')
}
