/** A place at the bottom of a terminal whose text is replaced. */
export interface LiveScreen {
  /**
   * Replaces the lines on the screen with these, as many as the terminal has rows for. No line may be
   * wider than the terminal.
   */
  readonly show: (text: string) => void
  /** Replaces the lines on the screen with all of these, leaves them there, and continues below. */
  readonly leave: (text: string) => void
}

/** The parts of a terminal that {@link liveScreen} needs, such as `process.stdout`. */
export interface Terminal {
  /** How many characters fit in a line. */
  readonly columns: number
  /** How many lines fit on the screen. */
  readonly rows: number
}

/** In a smaller terminal, a picture would be wrapped or cut. */
const FEWEST_COLUMNS = 40
const FEWEST_ROWS = 16

/**
 * Whether text can be replaced in a terminal. `env` has its `TERM`.
 *
 * @example
 * ```ts
 * import { canRedraw } from '@overlap/mock-server/stage'
 *
 * canRedraw({ columns: 80, rows: 24 }, { TERM: 'xterm' }) // → true
 * canRedraw({ columns: 80, rows: 24 }, { TERM: 'dumb' }) // → false
 * ```
 */
export function canRedraw(
  { columns, rows }: Terminal,
  env: Readonly<Record<string, string | undefined>>,
): boolean {
  return columns >= FEWEST_COLUMNS && rows >= FEWEST_ROWS && env['TERM'] !== 'dumb'
}

/** Terminals that support this sequence show a frame only when it is complete. */
const BEGIN_FRAME = '\u001B[?2026h'
const END_FRAME = '\u001B[?2026l'
const ERASE_LINE = '\u001B[2K'
const ERASE_BELOW = '\u001B[J'
const up = (lines: number): string => (lines === 0 ? '' : `\u001B[${lines}A`)

/**
 * Shows text in place. Between two frames, the cursor is below the text and the terminal is in its
 * normal state. So a process that ends at any moment leaves a clean terminal.
 *
 * @param write - gets the text to write to the terminal
 * @param terminal - has its current size. If it is resized, the next frame starts on new lines below
 *
 * @example
 * ```ts
 * import { liveScreen } from '@overlap/mock-server/stage'
 *
 * const screen = liveScreen((text) => process.stdout.write(text), process.stdout)
 * for (let percent = 0; percent < 100; percent++) screen.show(`${percent} %`)
 * screen.leave('done')
 * ```
 */
export function liveScreen(write: (text: string) => void, terminal: Terminal): LiveScreen {
  let shown: readonly string[] = []
  let size = ''
  const draw = (lines: readonly string[]): void => {
    const { columns, rows } = terminal
    // After a resize, the lines may be in other places.
    if (size !== `${columns} ${rows}`) shown = []
    size = `${columns} ${rows}`
    const changed = lines.map((line, i) => (line === shown[i] ? '\n' : `${ERASE_LINE}${line}\n`))
    const frame = `${up(shown.length)}\r${changed.join('')}${ERASE_BELOW}`
    write(`${BEGIN_FRAME}${frame}${END_FRAME}`)
    shown = lines
  }
  return {
    // The last row is for the cursor.
    show: (text) => draw(text.split('\n').slice(0, terminal.rows - 1)),
    leave: (text) => {
      draw(text.split('\n'))
      shown = []
    },
  }
}
