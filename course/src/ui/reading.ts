import type { Part } from './markdown/markdown.ts'
import { printLong, type AfterReading } from './pager.ts'
import { thisScreen, type Screen } from './screen.ts'
import { dim } from './style.ts'
import { isInteractive, print } from './terminal.ts'

/** Prints a text that has questions in it. At a terminal, each answer comes on a key. */
export async function printParts(parts: readonly Part[]): Promise<void> {
  if (isInteractive()) return readAndAsk(parts, thisScreen(), printLong)
  print(
    parts
      .map((part) => (part.type === 'text' ? part.text : `${part.title}\n\n${part.folded}`))
      .join('\n\n'),
  )
}

/**
 * The same, at the terminal that is given.
 *
 * @param printText Prints what is not a question.
 */
export async function readAndAsk(
  parts: readonly Part[],
  screen: Screen,
  printText: (text: string) => Promise<AfterReading>,
): Promise<void> {
  for (const [n, part] of parts.entries()) {
    if (n > 0) screen.print('')
    const after =
      part.type === 'text' ? await printText(part.text) : await openOnKey(part, screen, printText)
    if (after === 'quit') return
  }
}

async function openOnKey(
  { type, title, folded }: Exclude<Part, { type: 'text' }>,
  screen: Screen,
  printText: (text: string) => Promise<AfterReading>,
): Promise<AfterReading> {
  screen.print(`${title}\n`)
  const what = type === 'question' ? 'the answer' : 'it'
  const key = await screen.keyAfter(dim(`Any key shows ${what}, s skips it, q quits.`))
  if (key === 'q') return 'quit'
  return key === 's' ? 'on' : printText(folded)
}
