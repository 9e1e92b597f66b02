/** One small change to a program. */
export interface Change {
  /** The kind of change, such as `Await`. */
  readonly mutator: string
  /** The text from here … */
  readonly from: number
  /** … up to here becomes … */
  readonly to: number
  /** … this. */
  readonly is: string
}

/** A program with one small change. A good check notices the change. */
export interface Mutant {
  readonly mutator: string
  /** The change replaces the text of the original from here … */
  readonly from: number
  /** … up to here. */
  readonly to: number
  /** The line of the original in which the change begins, from 1. */
  readonly line: number
  /**
   * The changed lines of the original, without indentation. If there are many, `…` replaces some.
   */
  readonly was: readonly string[]
  /** The same lines after the change. */
  readonly is: readonly string[]
  /** The whole program with the change. */
  readonly text: string
}

/** Maximum number of lines of a change that are shown in full. */
const mostLines = 5

/** Applies a change to a program. */
export function mutantOf(program: string, { mutator, from, to, is }: Change): Mutant {
  const text = program.slice(0, from) + is + program.slice(to)
  return {
    mutator,
    from,
    to,
    line: program.slice(0, from).split('\n').length,
    was: linesOf(program, from, to),
    is: linesOf(text, from, from + is.length),
    text,
  }
}

function linesOf(text: string, from: number, to: number): string[] {
  const start = text.lastIndexOf('\n', from - 1) + 1
  const end = text.indexOf('\n', to)
  const lines = text.slice(start, end < 0 ? text.length : end).split('\n')
  const shown = lines.map((line) => line.trim()).filter((line) => line !== '')
  return shown.length > mostLines ? [...shown.slice(0, 2), '…', ...shown.slice(-1)] : shown
}
