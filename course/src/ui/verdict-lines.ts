import { wrapText } from '@overlap/trace'
import { stripVTControlCharacters } from 'node:util'
import type { Step, Verdict } from '../answers/verdict.ts'
import { bold, dim, green, indent, red } from './style.ts'
import { drawingWidth } from './terminal.ts'

const shownOutput = 20

/** A verdict for the terminal: what passed, what failed and why, and what is not reached yet. */
export function verdictLines(verdict: Verdict): string[] {
  return [
    ...outputLines(verdict.output),
    ...verdict.steps.map(titleLine),
    ...verdict.steps.flatMap(failureLines),
    ...problemLines(verdict),
  ]
}

function titleLine({ state, title }: Step): string {
  if (state === 'passed') return `  ${green('✓')} ${title}`
  if (state === 'not-run') return dim(`  · ${title} (not yet)`)
  return `  ${red('✗')} ${bold(title)}`
}

function failureLines({ state, message = '', diagnosis }: Step): string[] {
  if (state !== 'failed') return []
  const paragraphs = wrapText(message, drawingWidth() - 4).split('\n\n')
  const firstPicture = paragraphs.findIndex(isPicture)
  const end = firstPicture === -1 ? paragraphs.length : firstPicture
  const words = paragraphs.slice(0, end)
  // The words come last: two timelines below them would push them off a screen of 24 rows.
  const inOrder = [...paragraphs.slice(end), ...(diagnosis === undefined ? words : words.map(red))]
  return ['', indent(inOrder.join('\n\n'), 4)]
}

function isPicture(paragraph: string): boolean {
  return /^(wanted|seen)\n/.test(stripVTControlCharacters(paragraph))
}

function problemLines({ problem, steps }: Verdict): string[] {
  // A step that timed out has said so in its place.
  if (!problem || (problem.kind === 'timeout' && steps.length > 0)) return []
  const [first = '', ...rest] = wrapText(problem.message, drawingWidth() - 4).split('\n')
  return [
    ...(steps.length > 0 ? [''] : []),
    `  ${red('✗')} ${bold(first)}`,
    ...rest.map((line) => (line === '' ? '' : `    ${line}`)),
  ]
}

function outputLines(output: readonly string[]): string[] {
  if (output.length === 0) return []
  const more = output.length - shownOutput
  return [
    dim('  Your code printed:'),
    ...output.slice(0, shownOutput).map((line) => dim(`  │ ${line}`)),
    ...(more > 0 ? [dim(`  │ … and ${more} more`)] : []),
    '',
  ]
}
