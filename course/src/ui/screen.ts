import { readKey } from './key.ts'
import { print, shownText } from './terminal.ts'

/** A terminal with a person at it. */
export interface Screen {
  readonly rows: number
  readonly columns: number
  /** Prints lines. */
  readonly print: (text: string) => void
  /** Shows a line at the bottom until a key is pressed, and returns the key; see `readKey`. */
  readonly keyAfter: (line: string) => Promise<string>
}

/** The terminal of this process. */
export function thisScreen(): Screen {
  return {
    // A terminal that doesn't know its size gets the whole text.
    rows: process.stdout.rows || Infinity,
    columns: process.stdout.columns || Infinity,
    print,
    keyAfter: async (line) => {
      process.stdout.write(shownText(line))
      const key = await readKey()
      process.stdout.write('\r\u001B[K')
      return key
    },
  }
}
