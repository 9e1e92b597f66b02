import { structuredPatch } from 'diff'
import stringWidth from 'string-width'
import type { CodeLine } from '../exercise/code-lines.ts'
import { breakCode } from './markdown/code.ts'
import { bold, cyan, dim, green, red } from './style.ts'
import { shownText } from './terminal.ts'

/** One side of a comparison. */
export interface Side {
  /** The path of the file, for the heading. */
  readonly name: string
  readonly lines: readonly CodeLine[]
}

/** The fewest columns for two files side by side. */
const sideBySideFrom = 120

/** A row of the comparison: a line of one file, or of both if the lines are equal or side by side. */
interface Row {
  readonly yours?: CodeLine
  readonly solution?: CodeLine
  readonly equal: boolean
}

/**
 * Draws the differences between two files, with some lines around each: side by side if there is room,
 * otherwise as a unified diff.
 */
export function diffLines(yours: Side, solution: Side, columns: number): string[] {
  const hunks = hunksOf(yours, solution)
  const draw = columns < sideBySideFrom ? drawUnified : drawSideBySide
  if (hunks.length === 0) return ["Your code is the same as the solution's code.", '']
  return draw(yours, solution, hunks, columns)
}

function hunksOf(yours: Side, solution: Side): Row[][] {
  const textOf = ({ lines }: Side): string => lines.map(({ text }) => `${text}\n`).join('')
  const { hunks } = structuredPatch('', '', textOf(yours), textOf(solution), '', '', { context: 3 })
  return hunks.map(({ oldStart, newStart, lines }) => {
    let [mine, ours] = [oldStart - 1, newStart - 1]
    return lines.map((line): Row => {
      if (line.startsWith('-')) return row(yours.lines[mine++], undefined)
      if (line.startsWith('+')) return row(undefined, solution.lines[ours++])
      return { ...row(yours.lines[mine++], solution.lines[ours++]), equal: true }
    })
  })
}

function row(yours: CodeLine | undefined, solution: CodeLine | undefined): Row {
  return { ...(yours && { yours }), ...(solution && { solution }), equal: false }
}

function drawUnified(yours: Side, solution: Side, hunks: readonly Row[][]): string[] {
  return [
    red(`- yours     ${yours.name}`),
    green(`+ solution  ${solution.name}`),
    '',
    ...hunks.flatMap((rows) => [
      cyan(placeOf(rows)),
      ...rows.map(({ yours, solution, equal }) => {
        if (equal) return dim(` ${yours?.text ?? ''}`)
        return yours ? red(`-${yours.text}`) : green(`+${solution?.text ?? ''}`)
      }),
      '',
    ]),
  ]
}

/** The heading of a hunk: `from line 12, in the solution from line 20:`. */
function placeOf(rows: readonly Row[]): string {
  const yours = rows.find((row) => row.yours)?.yours
  const solution = rows.find((row) => row.solution)?.solution
  if (!solution) return `from line ${yours?.number}:`
  if (!yours) return `in the solution from line ${solution.number}:`
  return `from line ${yours.number}, in the solution from line ${solution.number}:`
}

function drawSideBySide(
  yours: Side,
  solution: Side,
  hunks: readonly Row[][],
  columns: number,
): string[] {
  const width = Math.floor((Math.min(columns, 220) - 3) / 2)
  const digits = String(
    Math.max(...[yours, solution].map((side) => side.lines.at(-1)?.number ?? 1)),
  ).length
  const cell = (line: CodeLine | undefined, mark: string): string[] => {
    if (!line) return []
    const margin = digits + 3
    return breakCode(line.text.replaceAll('\t', '  '), width - margin).map(
      (part, n) => `${(n === 0 ? `${line.number}` : '').padStart(digits)} ${mark} ${part}`,
    )
  }
  return [
    beside([bold(`Yours: ${yours.name}`)], [bold(`Solution: ${solution.name}`)], width),
    ...hunks.map((rows) => [
      '',
      ...paired(rows).flatMap(({ yours, solution, equal }) =>
        equal
          ? beside(cell(yours, ' ').map(dim), cell(solution, ' ').map(dim), width)
          : beside(cell(yours, '-').map(red), cell(solution, '+').map(green), width),
      ),
    ]),
    [''],
  ].flat()
}

/** Pairs removed lines with the added lines that replace them. */
function paired(rows: readonly Row[]): Row[] {
  const pairs: Row[] = []
  let taken: CodeLine[] = []
  let added: CodeLine[] = []
  const flush = (): void => {
    const height = Math.max(taken.length, added.length)
    for (let n = 0; n < height; n++) pairs.push(row(taken[n], added[n]))
    taken = []
    added = []
  }
  for (const each of rows) {
    if (each.equal) {
      flush()
      pairs.push(each)
    } else if (each.yours) taken.push(each.yours)
    else if (each.solution) added.push(each.solution)
  }
  flush()
  return pairs
}

function beside(left: readonly string[], right: readonly string[], width: number): string[] {
  const height = Math.max(left.length, right.length)
  return Array.from({ length: height }, (_, n) => {
    const text = left[n] ?? ''
    const space = ' '.repeat(Math.max(0, width - stringWidth(text)))
    return `${text}${space}${dim(shownText(' │ '))}${right[n] ?? ''}`.trimEnd()
  })
}
