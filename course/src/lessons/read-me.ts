/** A command in a README, with its output. */
export interface ConsoleBlock {
  /** The text after `$ `. */
  readonly command: string
  /** The lines up to the next command or the end of the block; may be `''`. */
  readonly output: string
  /** The command's line number in the file, from 1. */
  readonly line: number
}

/** The commands in the fenced `console` blocks of a Markdown file. */
export function readCommands(markdown: string): ConsoleBlock[] {
  const blocks: { command: string; output: string[]; line: number }[] = []
  let within = false
  for (const [index, line] of markdown.split(/\r?\n/).entries()) {
    if (line.startsWith('```')) within = !within && /^```console\b/.test(line)
    else if (within && line.startsWith('$ ')) {
      blocks.push({ command: line.slice(2).trim(), output: [], line: index + 1 })
    } else if (within) blocks.at(-1)?.output.push(line)
  }
  return blocks.map(({ output, ...block }) => ({ ...block, output: output.join('\n').trimEnd() }))
}
