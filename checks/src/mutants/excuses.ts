import type { Mutant } from './mutant.ts'

/** A change that no check can notice, and why. */
export interface Excuse {
  /** The changed lines of the solution as they are … */
  readonly was: string
  /** … and as the mutant has them. Spaces and line breaks count as one space. */
  readonly is: string
  readonly reason: string
}

/**
 * Reads the excuses of a lesson, `backstage/equivalent.md`. Each `diff` block holds one or more
 * changes, with old lines after `-` and new lines after `+`. The text below the block is the
 * reason.
 */
export function readExcuses(markdown: string): Excuse[] {
  const blocks = markdown.matchAll(
    /^```diff\n(?<diff>[^]*?)^```\n(?<reason>[^]*?)(?=^```diff|(?![^]))/gmu,
  )
  return [...blocks].flatMap(({ groups }) => {
    const reason = asOneLine((groups?.['reason'] ?? '').split('\n'))
    return changesIn(groups?.['diff'] ?? '').map((change) => ({ ...change, reason }))
  })
}

function changesIn(diff: string): Pick<Excuse, 'was' | 'is'>[] {
  const changes = diff.matchAll(/(?<was>(?:^-.*\n)+)(?<is>(?:^\+.*\n)*)/gmu)
  const textOf = (lines = ''): string => asOneLine(lines.split('\n').map((line) => line.slice(1)))
  return [...changes].map(({ groups }) => ({
    was: textOf(groups?.['was']),
    is: textOf(groups?.['is']),
  }))
}

/** Whether an excuse is about a mutant. */
export function excuses({ was, is }: Excuse, mutant: Mutant): boolean {
  return was === asOneLine(mutant.was) && is === asOneLine(mutant.is)
}

/** The lines of a `diff` block about a mutant. */
export function diffOf({ was, is }: Mutant): string[] {
  return [
    ...was.flatMap((line) => wrapped(line, '- ')),
    ...is.flatMap((line) => wrapped(line, '+ ')),
  ]
}

/** Wraps a line at 80 columns. Breaks it only at spaces. */
export function wrapped(line: string, before = ''): string[] {
  const width = 80 - before.length
  const pieces = line.match(new RegExp(`\\S.{0,${width - 1}}(?=\\s|$)|\\S+`, 'gu')) ?? []
  return pieces.map((piece) => before + piece)
}

function asOneLine(lines: readonly string[]): string {
  return lines.join(' ').replaceAll(/\s+/gu, ' ').trim()
}
