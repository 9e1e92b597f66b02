import { isAsciiOnly, toAscii } from './ascii.ts'
import { wrap } from './wrap.ts'

/** Whether a person at a terminal can answer questions: stdin and stdout are terminals, and not in CI. */
export function isInteractive(): boolean {
  const ci = process.env['CI']
  const inCi = ci !== undefined && ci !== '' && ci !== '0' && ci !== 'false'
  return !inCi && process.stdin.isTTY && process.stdout.isTTY
}

/** Whether what is printed may be coloured. */
export function hasColor(): boolean {
  if (process.env['NO_COLOR']) return false
  if (process.env['FORCE_COLOR'] !== undefined) return process.env['FORCE_COLOR'] !== '0'
  return process.stdout.isTTY
}

/** Drawings are never narrower than this, even if the terminal is. */
const leastColumns = 40

/** Columns to draw in: those of the terminal, but at least 40 and at most 100. 80 without a terminal. */
export function drawingWidth(): number {
  return Math.min(100, Math.max(leastColumns, process.stdout.columns || 80))
}

/**
 * Ends the process without an error when the program that reads its output stops reading, as `head` does.
 *
 * @param before runs first when that happens.
 */
export function leaveWithTheReader(before: () => void = () => {}): void {
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error
    before()
    process.exit()
  })
}

/** A text as this terminal can show it. */
export function shownText(text: string): string {
  return isAsciiOnly() ? toAscii(text) : text
}

/** A message as stderr takes it: lines broken between words where a terminal would break words. */
export function forStderr(text: string): string {
  return shownText(process.stderr.isTTY ? wrap(text, process.stderr.columns || 80) : text)
}

/** Prints a line, or several. At a terminal, a line that is too long is broken between words. */
export function print(text = ''): void {
  const isDrawable = process.stdout.isTTY && process.stdout.columns >= leastColumns
  write(`${isDrawable ? wrap(text, process.stdout.columns) : text}\n`)
}

/** Writes text as it is, but for characters that the terminal cannot show. */
export function write(text: string): void {
  process.stdout.write(shownText(text))
}
