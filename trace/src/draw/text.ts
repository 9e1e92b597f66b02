const INVISIBLE = /[\p{Cf}\p{Cs}\p{Co}\p{Cn}\uFE0F]/gu
// oxlint-disable-next-line no-control-regex -- an escape sequence begins with one
const COLOR = /\u001B\[[\d;]*m/gu
const MARK = /\p{M}/u
const WIDE =
  /[\u1100-\u115F\u2E80-\uA4CF\uAC00-\uD7A3\uF900-\uFAFF\uFE30-\uFE6F\uFF00-\uFF60\uFFE0-\uFFE6\u{20000}-\u{3FFFD}]|\p{Emoji_Presentation}/u

/**
 * Makes untrusted text safe to print: one line, without control characters and invisible characters,
 * and in ASCII if `ascii`. An escape sequence in a URL must not reach the terminal.
 */
export function oneLine(text: string, ascii = false): string {
  const safe = text.replace(/\s+|\p{Cc}+/gu, ' ').replace(INVISIBLE, '')
  return ascii ? safe.replace(/[^\u0020-\u007E]/gu, '?') : safe
}

/** Counts the terminal columns of a text: 2 for a wide character, 0 for combining marks and colours. */
export function columnsOf(text: string): number {
  let columns = 0
  for (const char of text.replace(COLOR, ''))
    columns += MARK.test(char) ? 0 : WIDE.test(char) ? 2 : 1
  return columns
}

/** The longest start of `text` that fits into `columns`. */
function head(text: string, columns: number): string {
  let taken = ''
  let left = columns
  for (const char of text) {
    left -= columnsOf(char)
    if (left < 0) return taken
    taken += char
  }
  return taken
}

/** The longest end of `text` that fits into `columns`. */
function tail(text: string, columns: number): string {
  let taken = ''
  for (const char of Array.from(text).toReversed()) {
    if (columnsOf(char + taken) > columns) return taken
    taken = char + taken
  }
  return taken
}

/** Cuts the end off a text that is too long. */
export function cutEnd(text: string, columns: number, ellipsis: string): string {
  if (columnsOf(text) <= columns) return text
  return head(text, Math.max(0, columns - columnsOf(ellipsis))) + head(ellipsis, columns)
}

/** Cuts the middle out of a text that is too long, because paths differ at their ends. */
export function cutMiddle(text: string, columns: number, ellipsis: string): string {
  const room = columns - columnsOf(ellipsis)
  if (columnsOf(text) <= columns || room < 2) return cutEnd(text, columns, ellipsis)
  const front = Math.floor(room / 3)
  return head(text, front) + ellipsis + tail(text, room - front)
}

/** Fills a text up to `columns` with spaces after it. */
export function padEnd(text: string, columns: number): string {
  return text + ' '.repeat(Math.max(0, columns - columnsOf(text)))
}

/** Fills a text up to `columns` with spaces before it. */
export function padStart(text: string, columns: number): string {
  return ' '.repeat(Math.max(0, columns - columnsOf(text))) + text
}

/** Joins parts into as few lines of at most `columns` as possible. */
export function wrapped(parts: readonly string[], joint: string, columns: number): string[] {
  const lines: string[] = []
  for (const part of parts) {
    const line = lines.at(-1)
    const longer = `${line}${joint}${part}`
    if (line !== undefined && columnsOf(longer) <= columns) lines[lines.length - 1] = longer
    else lines.push(part)
  }
  return lines
}

/** Times from this length on are shown in seconds. */
export const SECONDS_FROM_MS = 10_000

/** Formats a duration in about three digits: `0.4 ms`, `160 ms`, `9500 ms`, `12.4 s`. */
export function timeText(ms: number): string {
  if (ms >= SECONDS_FROM_MS) return `${trim(ms / 1000, ms < 100_000 ? 1 : 0)} s`
  return `${trim(ms, ms < 10 ? 1 : 0)} ms`
}

/** Formats a number with at most `digits` decimals and no trailing zeros. */
export function trim(value: number, digits: number): string {
  return String(Number(value.toFixed(digits)))
}

/** `1 call`, `12 calls`, `160 more calls`. */
export function countText(calls: number, which = ''): string {
  return `${calls} ${which}${calls === 1 ? 'call' : 'calls'}`
}
