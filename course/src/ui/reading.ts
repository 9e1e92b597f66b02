import type { Part } from './markdown/markdown.ts'
import { printLong, type AfterReading } from './pager.ts'
import { thisScreen, type Screen } from './screen.ts'
import { dim } from './style.ts'
import { isInteractive, print } from './terminal.ts'

/**
 * Prints a text with questions. At a terminal, each answer is shown after a key press.
 *
 * @param reminder Printed again at the end if this is a terminal, because it may have scrolled away.
 */
export async function printParts(parts: readonly Part[], reminder = ''): Promise<void> {
  if (isInteractive()) return readAndAsk(parts, thisScreen(), printLong, reminder)
  print(
    parts
      .map((part) => (part.type === 'text' ? part.text : `${part.title}\n\n${part.folded}`))
      .join('\n\n'),
  )
}

/**
 * The same, at the given terminal.
 *
 * @param printText Prints everything except questions.
 */
export async function readAndAsk(
  parts: readonly Part[],
  screen: Screen,
  printText: PrintText,
  reminder = '',
): Promise<void> {
  let after: AfterReading = 'on'
  for (const [n, part] of parts.entries()) {
    if (n > 0) screen.print('')
    const isLast = n === parts.length - 1
    after =
      part.type === 'text'
        ? await printText(part.text, isLast)
        : await openOnKey(part, screen, printText, isLast)
    if (after === 'quit') break
  }
  if (reminder === '') return
  // The reminder would push the end of the text off the screen.
  if (after === 'printed') await screen.keyAfter(dim('(end)   Space: done'))
  screen.print(`\n${reminder}`)
}

type PrintText = (text: string, isLast: boolean) => Promise<AfterReading>

async function openOnKey(
  { type, title, folded }: Exclude<Part, { type: 'text' }>,
  screen: Screen,
  printText: PrintText,
  isLast: boolean,
): Promise<AfterReading> {
  screen.print(`${title}\n`)
  const what = type === 'question' ? 'the answer' : 'it'
  const key = await screen.keyAfter(dim(`Space: show ${what}   q: skip it   Ctrl-C: quit`))
  if (key === 'quit') return 'quit'
  return key === 'q' || key === 's' ? 'on' : printText(folded, isLast)
}
