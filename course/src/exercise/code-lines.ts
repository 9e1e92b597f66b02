/** A line of a file. */
export interface CodeLine {
  readonly text: string
  /** Where it is in the file; the first is 1. */
  readonly number: number
}

/** The lines of a TypeScript file without its documentation comments: the code, and comments in it. */
export async function codeLines(code: string): Promise<CodeLine[]> {
  const lines: CodeLine[] = []
  let rest = withoutCarriageReturns(code)
  const comments = rest.includes('/**') ? await docCommentsIn(rest) : []
  // From the last to the first, so that what is before them stays where it is.
  for (const { start, end } of comments.toReversed()) {
    const kept = rest.slice(start, end).replaceAll(/[^\n]/g, '')
    rest = rest.slice(0, start) + removed + kept.replaceAll('\n', `\n${removed}`) + rest.slice(end)
  }
  for (const [index, line] of rest.split('\n').entries()) {
    const text = line.replaceAll(removed, '').trimEnd()
    if (text !== '' || !line.includes(removed)) lines.push({ text, number: index + 1 })
  }
  // The end of the last line is not a line of its own.
  if (lines.at(-1)?.text === '') lines.pop()
  return lines
}

/** Marks where a comment was; no source has it. */
const removed = '\u0000'

function withoutCarriageReturns(text: string): string {
  return text.replaceAll('\r\n', '\n')
}

/** Where the comments are. In code that cannot be parsed, those that the parser came to. */
async function docCommentsIn(code: string): Promise<{ start: number; end: number }[]> {
  // The parser that Vite brings takes half a second to load.
  const { parseSync } = await import('vite')
  const { comments } = parseSync('exercise.ts', code)
  return comments.filter(({ type, value }) => type === 'Block' && value.startsWith('*'))
}
