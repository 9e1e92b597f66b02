import { isAsciiOnly } from '../ui/ascii.ts'

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
 *
 * If the line is too long, it loses its indentation, and then what is far from the caret. `…` marks where
 * it is cut.
 *
 * @param width The width of the drawing in columns.
 */
export function frameOf(text: string, place: Place, width = 76): string {
  const gutter = String(place.line)
  const source = text.split('\n')[place.line - 1]?.trimEnd() ?? ''
  const { shown, column } = cut(source, place.column, Math.max(20, width - gutter.length - 5))
  // Tabs are kept in the indentation, so that the caret is in the right column at any tab width.
  const indent = shown.slice(0, column - 1).replaceAll(/[^\t]/g, ' ')
  const pad = ' '.repeat(Math.max(0, column - 1 - shown.length))
  return `  ${gutter} | ${shown}\n  ${' '.repeat(gutter.length)} | ${indent}${pad}^`
}

/** The part of a line around a column that fits into the room, and the column's place in it. */
function cut(source: string, column: number, room: number): { shown: string; column: number } {
  if (source.length <= room && column <= room) return { shown: source, column }
  const code = source.trimStart()
  const at = Math.max(1, column - (source.length - code.length))
  // A caret may be behind the last character.
  const end = Math.max(code.length, at)
  // Two thirds of the room are for what comes before the caret.
  const start = Math.max(0, Math.min(at - Math.ceil((room * 2) / 3), end - room))
  const mark = isAsciiOnly() ? '...' : '…'
  const left = start > 0 ? mark : ''
  const right = start + room < code.length ? mark : ''
  const inner = code.slice(start + left.length, start + room - right.length)
  return { shown: `${left}${inner}${right}`, column: at - start }
}
