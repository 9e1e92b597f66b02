import { wrapText } from '@overlap/trace'

/** A placeholder for a space that must not be broken. It is one column wide, and no text contains it. */
export const firmSpace = '\uE000'

/** `npm run check 2`, `npm start`, `pnpm lesson 2 --latency 500`, `npm run reset 2 -- --undo`. */
const command =
  // oxlint-disable-next-line no-control-regex -- a coloured command begins behind an escape sequence
  /(?:\b|(?<=\u001B\[\d+m))p?npm (?:run [\w-]+|[a-z][\w-]*)(?: \d[\w-]*)?(?: --(?= --))?(?: --[a-z][\w-]*(?: \d[\w.-]*)?)*/g

/** Breaks lines as `wrapText` does, but never within a command, so that it can be copied. */
export function wrap(text: string, columns: number): string {
  const firm = text.replaceAll(command, (words) => words.replaceAll(' ', firmSpace))
  return wrapText(firm, columns).replaceAll(firmSpace, ' ')
}
