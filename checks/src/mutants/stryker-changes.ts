import { Instrumenter } from '@stryker-mutator/instrumenter'
import type { Change } from './mutant.ts'

const ignore = (): void => {}
const logger = {
  isTraceEnabled: () => false,
  isDebugEnabled: () => false,
  isInfoEnabled: () => false,
  isWarnEnabled: () => false,
  isErrorEnabled: () => false,
  isFatalEnabled: () => false,
  trace: ignore,
  debug: ignore,
  info: ignore,
  warn: ignore,
  error: ignore,
  fatal: ignore,
}

/** The new operator may have another precedence: `a && b && c` with one `||`. */
const needsParentheses = new Set(['LogicalOperator', 'ArithmeticOperator', 'EqualityOperator'])

/** Every change that Stryker makes to a TypeScript program. */
export async function strykerChanges(text: string): Promise<Change[]> {
  const { mutants } = await new Instrumenter(logger).instrument(
    [{ name: 'solution.ts', mutate: true, content: text }],
    { plugins: null, excludedMutations: [], ignorers: [], noHeader: true },
  )
  const lineStarts = [0, ...text.matchAll(/\n/gu).map(({ index }) => index + 1)]
  // Lines and columns from 0.
  const offset = (at: { line: number; column: number }): number =>
    (lineStarts[at.line] ?? 0) + at.column
  return mutants.map(({ mutatorName: mutator, replacement, location }) => {
    const from = offset(location.start)
    const to = offset(location.end)
    // Babel prints the replacement, and may add line breaks.
    const isOneLine = !text.slice(from, to).includes('\n')
    const put = isOneLine ? replacement.replaceAll(/\s*\n\s*/gu, ' ') : replacement
    return { mutator, from, to, is: needsParentheses.has(mutator) ? `(${put})` : put }
  })
}
