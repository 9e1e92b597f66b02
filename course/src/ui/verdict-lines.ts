import { wrapText } from '@overlap/trace'
import type { Step, Verdict } from '../answers/verdict.ts'
import { bold, dim, green, indent, red } from './style.ts'
import { drawingWidth } from './terminal.ts'

const shownOutput = 20

/** A verdict for the terminal: what passed, what failed and why, and what is not reached yet. */
export function verdictLines(verdict: Verdict): string[] {
  const lines = [
    ...outputLines(verdict.output),
    ...verdict.steps.flatMap(stepLines),
    ...problemLines(verdict),
  ]
  // The line that sets a failed step off from the next is one too many where there is none.
  return lines.at(-1) === '' ? lines.slice(0, -1) : lines
}

function stepLines(step: Step): string[] {
  if (step.state === 'passed') return [`  ${green('✓')} ${step.title}`]
  if (step.state === 'not-run') return [dim(`  · ${step.title} (not yet)`)]
  return [`  ${red('✗')} ${bold(step.title)}`, '', indent(messageOf(step), 4), '']
}

// The diagnosis is what to read first; the timelines below it are the evidence.
function messageOf({ message = '', diagnosis }: Step): string {
  const [first = '', ...rest] = message.split('\n')
  const sentence = wrapText(first, drawingWidth() - 4)
  const others = wrapText(rest.join('\n'), drawingWidth() - 4)
  return [
    diagnosis === undefined ? sentence : red(sentence),
    ...(rest.length > 0 ? [others] : []),
  ].join('\n')
}

function problemLines({ problem, steps }: Verdict): string[] {
  // A step that timed out has said so in its place.
  if (!problem || (problem.kind === 'timeout' && steps.length > 0)) return []
  const [first = '', ...rest] = wrapText(problem.message, drawingWidth() - 4).split('\n')
  return [
    ...(steps.at(-1) && steps.at(-1)?.state !== 'failed' ? [''] : []),
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
