import { styleText } from 'node:util'
import type { PartResult } from './part.ts'
import type { PartEnd } from './run-parts.ts'

/**
 * One line for a part that passed. For a failed part, also its output.
 *
 * @param whole - Show the output even if the part passed, as for a part that runs alone.
 */
export function partReport({ part, result, tookMs }: PartEnd, whole = false): string {
  const { failed, output } = result
  const mark = failed === 0 ? styleText('green', '✓') : styleText('red', '✗')
  const took = `${(tookMs / 1000).toFixed(1)} s`
  const about = styleText('dim', part.about)
  const line = `${mark} ${part.name.padEnd(10)} ${counts(result).padEnd(24)} ${took.padStart(6)}  ${about}`
  return (failed > 0 || whole) && output !== '' ? `${line}\n\n${indent(output)}\n` : line
}

/** The end of the report: what was skipped, how to run what failed, and the count. */
export function finalReport(total: PartResult, failedParts: readonly string[]): string {
  return [
    '',
    ...total.skipped.map((name) => `skipped: ${name}`),
    ...failedParts.map((name) => `failed: ${name}, run it alone with: npm test -- ${name}`),
    counts(total),
  ].join('\n')
}

function counts({ passed, failed, skipped }: PartResult): string {
  const skips = skipped.length === 0 ? '' : `, ${skipped.length} skipped`
  return `${passed} passed, ${failed} failed${skips}`
}

function indent(text: string): string {
  return text.trimEnd().replaceAll(/^(?=.)/gmu, '    ')
}
