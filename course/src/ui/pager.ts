import { spawn } from 'node:child_process'
import stringWidth from 'string-width'
import { thisScreen, type Screen } from './screen.ts'
import { dim } from './style.ts'
import { isInteractive, print, shownText } from './terminal.ts'

/**
 * Whether the reader continues after a text. With their own pager, they always do. `printed`: the end of
 * the text is on the screen, and no key was pressed after it.
 */
export type AfterReading = 'on' | 'quit' | 'printed'

/**
 * Prints a text. At a terminal, a text longer than the screen goes through `$PAGER` if it is set, or
 * `less`. If `less` cannot be used, as on Windows, it goes through our own pager.
 *
 * @param isLast Whether this is the last part of a longer text. The prompt depends on it.
 */
export async function printLong(text: string, isLast = true): Promise<AfterReading> {
  const screen = thisScreen()
  const { PAGER: pager, TERM: terminal } = process.env
  if (!isInteractive() || terminal === 'dumb' || pager === '' || fits(text, screen)) {
    print(text)
    return 'printed'
  }
  return (await showInPager(text, pager, isLast)) ?? pageByPage(text, screen, isLast)
}

/**
 * Shows a text in another program, and waits until that program ends.
 *
 * @param pager A command line. Default: `less`.
 * @param isLast Whether this is the last part of a longer text.
 * @returns `undefined` if the program could not be used.
 */
export async function showInPager(
  text: string,
  pager?: string,
  isLast = true,
): Promise<AfterReading | undefined> {
  const env = { LESS: 'R', LESSCHARSET: 'utf-8', ...process.env }
  const stdio: ['pipe', 'inherit', 'inherit'] = ['pipe', 'inherit', 'inherit']
  const child =
    pager === undefined
      ? spawn('less', [...lessFlags, `-Ps${lessPrompt(isLast)}`], { env, stdio })
      : spawn(pager, { env, stdio, shell: true })
  const { promise, resolve } = Promise.withResolvers<AfterReading | undefined>()
  child.once('error', () => resolve(undefined))
  child.once('exit', (code) => {
    if (pager === undefined && code === interrupted) resolve('quit')
    else resolve(code === 0 || code === null ? 'on' : undefined)
  })
  // The pager may end before it has read all its input.
  child.stdin.on('error', () => {})
  child.stdin.end(`${shownText(text)}\n`)
  // The terminal sends Ctrl-C to this process, too, but only the pager should react.
  const ignore = (): void => {}
  process.on('SIGINT', ignore)
  return promise.finally(() => process.off('SIGINT', ignore))
}

/**
 * In order: show colours, exit at the end on Space or Enter, exit on Ctrl-C, and keep the text on the
 * screen after exit.
 */
const lessFlags = ['-R', '-e', '-K', '-X']

/** The exit code of `less -K` after Ctrl-C. */
const interrupted = 2

/** The bottom line of `less`, in its own syntax, where characters such as `:` and `.` must be escaped. */
function lessPrompt(isLast: boolean): string {
  const { atEnd, before } = keys(isLast)
  const plain = (text: string): string => text.replaceAll(/[:.?%\\]/g, String.raw`\$&`)
  return `?e${plain(atEnd)}:${plain(before)}.`
}

function keys(isLast: boolean): { readonly atEnd: string; readonly before: string } {
  return isLast
    ? { atEnd: '(end)   Space: done', before: 'Space: next page   b: back   q: done' }
    : {
        atEnd: '(end)   Space: go on',
        before: 'Space: next page   b: back   q: skip this part   Ctrl-C: quit',
      }
}

/** Shows a text page by page. Space shows the next page, Enter shows the next line, and q skips the rest. */
export async function pageByPage(
  text: string,
  screen: Screen,
  isLast = true,
): Promise<AfterReading> {
  const lines = text.split('\n')
  // The last row shows the keys.
  const page = screen.rows - 1
  const bottom = keys(isLast).before.replace('   b: back', '')
  let room = page
  while (lines.length > 0) {
    screen.print(takeRows(lines, room, screen).join('\n'))
    if (lines.length === 0) break
    const key = await screen.keyAfter(dim(`-- more --   ${bottom}`))
    if (key === 'quit') return 'quit'
    if (key === 'q') return 'on'
    room = ['return', 'enter', 'down', 'j'].includes(key) ? 1 : page
  }
  return 'printed'
}

/** Removes as many lines as fit into `rows`, but at least one, and returns them. */
function takeRows(lines: string[], rows: number, screen: Screen): string[] {
  let taken = 0
  for (let left = rows; taken < lines.length; taken++) {
    left -= rowsOf(lines[taken] ?? '', screen)
    if (left < 0) break
  }
  return lines.splice(0, Math.max(1, taken))
}

function fits(text: string, screen: Screen): boolean {
  const rows = text.split('\n').reduce((sum, line) => sum + rowsOf(line, screen), 0)
  // One row is for the prompt below the text.
  return rows < screen.rows
}

function rowsOf(line: string, { columns }: Screen): number {
  return Math.max(1, Math.ceil(stringWidth(line) / columns))
}
