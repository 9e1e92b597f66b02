import stringWidth from 'string-width'
import wrapAnsi from 'wrap-ansi'
import { cyan, indent } from '../style.ts'
import { shownText } from '../terminal.ts'

/** The indentation of code, in columns, if there is room. */
const codeMargin = 4

/**
 * Styles a code block, indented if there is room. Lines are not broken, because a learner who pastes a
 * broken comment would paste its second line as code.
 */
export function styleCodeBlock(text: string, width: number): string[] {
  const lines = shownText(text).split('\n')
  const widest = Math.max(...lines.map((line) => stringWidth(line)))
  const margin = Math.max(0, Math.min(codeMargin, width - widest))
  return lines.map((line) => indent(cyan(line), margin))
}

/** Styles a command and its output, without indentation, as they look on the screen. */
export function styleConsole(text: string, width: number): string[] {
  return text.split('\n').flatMap((line) => {
    if (line.startsWith('$ ')) return [cyan(shownText(line))]
    // A drawing with broken lines would be unreadable, so its lines are cut instead.
    return isDrawing(line) ? [cutEnd(shownText(line), width)] : breakCode(shownText(line), width)
  })
}

/** Whether a line has drawing characters, or columns, such as the numbers of a time axis. */
function isDrawing(line: string): boolean {
  return /[\u2500-\u259F]| {4}/.test(line)
}

/** Breaks a line of code into lines of at most `width` columns, and indents all lines after the first. */
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
