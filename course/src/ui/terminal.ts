import { wrapText } from '@overlap/trace'
import { isAsciiOnly, toAscii } from './ascii.ts'

/** Whether somebody sits at a terminal and can be asked: stdin and stdout are one, and not in CI. */
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

/** Columns to draw in: what the terminal has, between 40 and 100; 80 where there is none. */
export function drawingWidth(): number {
  return Math.min(100, Math.max(40, process.stdout.columns || 80))
}

/**
 * Ends the process in peace when whoever reads its output has read enough, as `head` does.
 *
 * @param before is done first, when that happens.
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
  return shownText(process.stderr.isTTY ? wrapText(text, process.stderr.columns || 80) : text)
}

/** Prints a line, or several. */
export function print(text = ''): void {
  write(`${text}\n`)
}

/** Writes text as it is, but for characters that the terminal cannot show. */
export function write(text: string): void {
  process.stdout.write(shownText(text))
}
