import { spawn } from 'node:child_process'
import stringWidth from 'string-width'
import { thisScreen, type Screen } from './screen.ts'
import { dim } from './style.ts'
import { isInteractive, print, shownText } from './terminal.ts'

/** Whether the reader wants to go on. Only our own pager can tell: others count as `on`. */
export type AfterReading = 'on' | 'quit'

/**
 * Prints a text. At a terminal, a text longer than the screen goes through a pager: `$PAGER`, else
 * `less`, else, where there is none, as on Windows, one of our own.
 */
export async function printLong(text: string): Promise<AfterReading> {
  const screen = thisScreen()
  const { PAGER: pager, TERM: terminal } = process.env
  if (!isInteractive() || terminal === 'dumb' || pager === '' || fits(text, screen)) {
    print(text)
    return 'on'
  }
  return (await showInPager(text, pager)) ? 'on' : pageByPage(text, screen)
}

/**
 * Shows a text in another program, until that ends.
 *
 * @param pager A command line; `less` by default.
 * @returns Whether that could be done.
 */
export async function showInPager(text: string, pager?: string): Promise<boolean> {
  const env = { LESS: 'R', LESSCHARSET: 'utf-8', ...process.env }
  const stdio: ['pipe', 'inherit', 'inherit'] = ['pipe', 'inherit', 'inherit']
  const child =
    pager === undefined
      ? spawn('less', ['-R', `-Ps${lessPrompt}`], { env, stdio })
      : spawn(pager, { env, stdio, shell: true })
  const { promise, resolve } = Promise.withResolvers<boolean>()
  child.once('error', () => resolve(false))
  child.once('exit', (code) => resolve(code === 0 || code === null))
  // It ends before it has read everything when the reader has read enough.
  child.stdin.on('error', () => {})
  child.stdin.end(`${shownText(text)}\n`)
  // Ctrl-C reaches every program at the terminal, and is the pager's to answer.
  const ignore = (): void => {}
  process.on('SIGINT', ignore)
  return promise.finally(() => process.off('SIGINT', ignore))
}

/** What `less` says at the bottom; a colon means something to it. */
const lessPrompt = String.raw`Space\: next page   b\: back   q\: quit?e   (end).`

/** Shows a text page by page: Space shows the next page, Enter the next line, q ends it. */
export async function pageByPage(text: string, screen: Screen): Promise<AfterReading> {
  const lines = text.split('\n')
  // The last row is for the question whether to go on.
  const page = screen.rows - 1
  let room = page
  while (lines.length > 0) {
    screen.print(takeRows(lines, room, screen).join('\n'))
    if (lines.length === 0) break
    const key = await screen.keyAfter(dim('-- more --  Space: next page  q: quit'))
    if (key === 'q') return 'quit'
    room = ['return', 'enter', 'down', 'j'].includes(key) ? 1 : page
  }
  return 'on'
}

/** Takes as many lines as fit into so many rows, but at least one. */
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
  // The prompt comes below the text.
  return rows < screen.rows
}

function rowsOf(line: string, { columns }: Screen): number {
  return Math.max(1, Math.ceil(stringWidth(line) / columns))
}
