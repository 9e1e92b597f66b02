/** A line of a file. */
export interface CodeLine {
  readonly text: string
  /** The line number in the file, from 1. */
  readonly number: number
}

/** The lines of a TypeScript file without its documentation comments. Other comments are kept. */
export async function codeLines(code: string): Promise<CodeLine[]> {
  const lines: CodeLine[] = []
  let rest = withoutCarriageReturns(code)
  const comments = rest.includes('/**') ? await docCommentsIn(rest) : []
  // From last to first, so that the positions of the remaining comments stay valid.
  for (const { start, end } of comments.toReversed()) {
    const kept = rest.slice(start, end).replaceAll(/[^\n]/g, '')
    rest = rest.slice(0, start) + removed + kept.replaceAll('\n', `\n${removed}`) + rest.slice(end)
  }
  for (const [index, line] of rest.split('\n').entries()) {
    const text = line.replaceAll(removed, '').trimEnd()
    if (text !== '' || !line.includes(removed)) lines.push({ text, number: index + 1 })
  }
  // A line break at the end of the file does not start another line.
  if (lines.at(-1)?.text === '') lines.pop()
  return lines
}

/** Marks a removed comment. Source code never contains this character. */
const removed = '\u0000'

function withoutCarriageReturns(text: string): string {
  return text.replaceAll('\r\n', '\n')
}

/** The positions of the documentation comments. If the code has a syntax error, some may be missing. */
async function docCommentsIn(code: string): Promise<{ start: number; end: number }[]> {
  // Imported only if needed, because Vite takes half a second to load.
  const { parseSync } = await import('vite')
  const { comments } = parseSync('exercise.ts', code)
  return comments.filter(({ type, value }) => type === 'Block' && value.startsWith('*'))
}
