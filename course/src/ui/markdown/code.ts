import stringWidth from 'string-width'
import wrapAnsi from 'wrap-ansi'
import { cyan, indent } from '../style.ts'
import { shownText } from '../terminal.ts'

/** Columns between the left edge and code, where there is room. */
const codeMargin = 4

/**
 * A code block, indented as far as there is room. No line is broken: the rest of a broken comment would
 * be pasted as code.
 */
export function styleCodeBlock(text: string, width: number): string[] {
  const lines = shownText(text).split('\n')
  const widest = Math.max(...lines.map((line) => stringWidth(line)))
  const margin = Math.max(0, Math.min(codeMargin, width - widest))
  return lines.map((line) => indent(cyan(line), margin))
}

/** A command and its output. Both begin at the left edge, as they do on the screen. */
export function styleConsole(text: string, width: number): string[] {
  return text.split('\n').flatMap((line) => {
    if (line.startsWith('$ ')) return [cyan(shownText(line))]
    // A drawing that is broken shows nothing; what is cut off is its end.
    return isDrawing(line) ? [cutEnd(shownText(line), width)] : breakCode(shownText(line), width)
  })
}

/** Has box drawing or blocks in it, or columns of its own, such as the numbers below an axis. */
function isDrawing(line: string): boolean {
  return /[\u2500-\u259F]| {4}/.test(line)
}

/** A line of code in lines of at most `width` columns, all but the first of them further in. */
export function breakCode(line: string, width: number): string[] {
  if (stringWidth(line) <= width) return [line]
  const start = /^\s*/.exec(line)?.[0] ?? ''
  const margin = start.length < width / 2 ? start : ''
  const further = line.trim().startsWith('// ') ? '// ' : '  '
  const [first = '', ...rest] = wrapAnsi(line.trim(), width - margin.length - further.length, {
    hard: true,
  }).split('\n')
  return [margin + first, ...rest.map((part) => margin + further + part)]
}

function cutEnd(line: string, width: number): string {
  if (stringWidth(line) <= width) return line
  const ellipsis = shownText('…')
  const room = width - stringWidth(ellipsis)
  return `${wrapAnsi(line, room, { hard: true, trim: false, wordWrap: false }).split('\n')[0]}${ellipsis}`
}
