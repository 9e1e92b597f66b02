import { Lexer } from 'marked'
import { drawingWidth } from '../terminal.ts'
import { styleBlocks } from './blocks.ts'
import { isQuestion, readBlocks, type Block } from './details.ts'
import { fill, styleInline } from './inline.ts'

/**
 * A part of a text: plain text, a question with its answer, or another `<details>` element (`fold`), such
 * as one with a long output.
 */
export type Part =
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'question' | 'fold'; readonly title: string; readonly folded: string }

/**
 * Styles Markdown for the terminal. Only lines of code can be wider than `width` columns. Each line closes
 * its own colours. `<details>` elements are open, so an answer follows its question.
 */
export function styleMarkdown(markdown: string, width: number = drawingWidth()): string {
  return styleBlocks(readBlocks(markdown), width).join('\n')
}

/** The same for one line, such as a title. The line is not broken. */
export function styleLine(markdown: string): string {
  return fill(styleInline(Lexer.lexInline(markdown), Infinity), Infinity).join(' ')
}

/** Styles Markdown and splits it at its questions, so that readers can think before they see the answer. */
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
    // A heading right above a question goes with the question, because the text before may be in a pager.
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
