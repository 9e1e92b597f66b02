import type { Tokens } from 'marked'
import { bold, dim } from '../style.ts'
import { shownText } from '../terminal.ts'
import { styleCodeBlock, styleConsole } from './code.ts'
import { foldDetails, isQuestion, type Block, type Details } from './details.ts'
import { fill, styleInline } from './inline.ts'
import { styleTable } from './table.ts'

/** Styles blocks, with an empty line between them. Only lines of code can be wider than `width`. */
export function styleBlocks(blocks: readonly Block[], width: number): string[] {
  return joined(
    blocks.map((block) => styleBlock(block, width)),
    true,
  )
}

function styleBlock(block: Block, width: number): string[] {
  switch (block.type) {
    case 'space':
    case 'def':
      return []
    case 'heading':
      return fill(bold(styleInline(block.tokens, width)), width)
    case 'code':
      return /^console\b/.test(block.lang ?? '')
        ? styleConsole(block.text, width)
        : styleCodeBlock(block.text, width)
    case 'table':
      return styleTable(block, width)
    case 'hr':
      return [dim(shownText('─').repeat(width))]
    case 'blockquote':
      return below(dim(shownText('│ ')), dim(shownText('│ ')), 2, width, (width) =>
        styleBlocks(foldDetails(block.tokens), width),
      )
    case 'list':
      return styleList(block, width)
    case 'details':
      return joined([styleSummary(block, width), styleBlocks(block.blocks, width)], true)
    default:
      return fill(
        styleInline('tokens' in block ? (block.tokens ?? [block]) : [block], width),
        width,
      )
  }
}

function styleSummary(details: Details, width: number): string[] {
  const mark = bold(isQuestion(details) ? '? ' : shownText('▸ '))
  return below(mark, '  ', 2, width, (width) =>
    fill(bold(styleInline(details.summary, width)), width),
  )
}

function styleList({ items, ordered, start, loose }: Tokens.List, width: number): string[] {
  const first = start || 1
  const last = first + items.length - 1
  const rows = items.map(({ tokens }, n) => {
    const mark = ordered ? `${first + n}.` : '-'
    const columns = ordered ? `${last}. `.length : 2
    return below(mark.padEnd(columns), ' '.repeat(columns), columns, width, (width) =>
      joined(
        foldDetails(tokens).map((block) => styleBlock(block, width)),
        loose,
      ),
    )
  })
  return joined(rows, loose)
}

/** Puts a mark before the first line, and `margin` before the others. */
function below(
  mark: string,
  margin: string,
  columns: number,
  width: number,
  linesIn: (width: number) => string[],
): string[] {
  // Deep in a list there is little room. Lines that are too wide are better than lines without text.
  const lines = linesIn(Math.max(8, width - columns))
  return lines.map((line, n) => (n === 0 ? mark : margin) + line).map((line) => line.trimEnd())
}

function joined(blocks: readonly (readonly string[])[], apart: boolean): string[] {
  const filled = blocks.filter((lines) => lines.length > 0)
  return filled.flatMap((lines, n) => (apart && n > 0 ? ['', ...lines] : lines))
}
