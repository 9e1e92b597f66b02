import { columnsOf, wrapped } from './text.ts'

/**
 * Breaks the lines of a text between words, so that each fits into `columns` terminal columns.
 *
 * A longer word gets a line of its own. Lines that start with a space stay as they are. Colours
 * (escape sequences) take no columns.
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
