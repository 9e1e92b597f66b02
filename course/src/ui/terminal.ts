import { isAsciiOnly, toAscii } from './ascii.ts'
import { wrap } from './wrap.ts'

/** Whether a person can answer questions: stdin and stdout are terminals, and this is not CI. */
export function isInteractive(): boolean {
  const ci = process.env['CI']
  const inCi = ci !== undefined && ci !== '' && ci !== '0' && ci !== 'false'
  return !inCi && process.stdin.isTTY && process.stdout.isTTY
}

/** Whether the output may have colours. */
export function hasColor(): boolean {
  if (process.env['NO_COLOR']) return false
  if (process.env['FORCE_COLOR'] !== undefined) return process.env['FORCE_COLOR'] !== '0'
  return process.stdout.isTTY
}

/** The minimum width of drawings, in columns, even if the terminal is narrower. */
const leastColumns = 40

/** The width of drawings: that of the terminal, but from 40 to 100 columns. 80 if there is no terminal. */
export function drawingWidth(): number {
  return Math.min(100, Math.max(leastColumns, process.stdout.columns || 80))
}

/**
 * Ends the process without an error when the program that reads its output exits early, as `head` does.
 *
 * @param before Called right before the process ends.
 */
export function leaveWithTheReader(before: () => void = () => {}): void {
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error
    before()
    process.exit()
  })
}

/** The text, converted to ASCII if the terminal can show only ASCII. */
export function shownText(text: string): string {
  return isAsciiOnly() ? toAscii(text) : text
}

/** Prepares a message for stderr. If stderr is a terminal, long lines are broken between words. */
export function forStderr(text: string): string {
  return shownText(process.stderr.isTTY ? wrap(text, process.stderr.columns || 80) : text)
}

/** Prints one or more lines. At a terminal, long lines are broken between words. */
export function print(text = ''): void {
  const isDrawable = process.stdout.isTTY && process.stdout.columns >= leastColumns
  write(`${isDrawable ? wrap(text, process.stdout.columns) : text}\n`)
}

/** Writes text without changes, except for characters that the terminal cannot show. */
export function write(text: string): void {
  process.stdout.write(shownText(text))
}
