import { Lexer } from 'marked'
import { drawingWidth } from '../terminal.ts'
import { styleBlocks } from './blocks.ts'
import { isQuestion, readBlocks, type Block } from './details.ts'
import { fill, styleInline } from './inline.ts'

/**
 * A part of a text: to be read, or a question whose answer is folded away in a browser. What is folded
 * away may also be something else, such as a long output.
 */
export type Part =
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'question' | 'fold'; readonly title: string; readonly folded: string }

/**
 * Styles Markdown for the terminal. No line is wider than `width` columns, except lines of code, and
 * each closes its own colours. An answer that is folded away in a browser follows its question.
 */
export function styleMarkdown(markdown: string, width: number = drawingWidth()): string {
  return styleBlocks(readBlocks(markdown), width).join('\n')
}

/** The same for one line, such as a title, which is not broken. */
export function styleLine(markdown: string): string {
  return fill(styleInline(Lexer.lexInline(markdown), Infinity), Infinity).join(' ')
}

/** The same, cut at its questions, so that a reader can think before the answer is shown. */
export function partsOf(markdown: string, width: number = drawingWidth()): Part[] {
  const parts: Part[] = []
  let text: Block[] = []
  const endText = (): void => {
    const lines = styleBlocks(text, width)
    if (lines.length > 0) parts.push({ type: 'text', text: lines.join('\n') })
    text = []
  }
  for (const block of readBlocks(markdown)) {
    if (block.type !== 'details') {
      text.push(block)
      continue
    }
    // A heading right above a question belongs to it: the text may be in a pager, and gone by now.
    const headings = text.splice(
      text.findLastIndex(({ type }) => !/^(heading|space)$/.test(type)) + 1,
    )
    endText()
    parts.push({
      type: isQuestion(block) ? 'question' : 'fold',
      title: styleBlocks([...headings, { ...block, blocks: [] }], width).join('\n'),
      folded: styleBlocks(block.blocks, width).join('\n'),
    })
  }
  endText()
  return parts
}
