import { lexer, Lexer, type MarkedToken, type Token } from 'marked'

/** A `<details>` element: a line to click in a browser, and the blocks that then open. */
export interface Details {
  readonly type: 'details'
  readonly summary: readonly Token[]
  readonly blocks: readonly Block[]
}

/** A block of Markdown, or a `<details>` element. For other HTML, only the text is kept. */
export type Block = MarkedToken | Details

/** Reads Markdown, with GitHub's tables. */
export function readBlocks(markdown: string): Block[] {
  return foldDetails(lexer(markdown))
}

/** Whether the summary is a question, so that the blocks are its answer. */
export function isQuestion({ summary }: Details): boolean {
  return summary.at(-1)?.raw.trimEnd().endsWith('?') ?? false
}

/** Combines everything between `<details>` and `</details>` into one block. */
export function foldDetails(tokens: readonly Token[]): Block[] {
  interface Open {
    summary: readonly Token[]
    readonly blocks: Block[]
  }
  const outermost: Open = { summary: [], blocks: [] }
  const open = [outermost]
  const close = (): void => {
    const { summary, blocks } = open.pop() ?? outermost
    open.at(-1)?.blocks.push({ type: 'details', summary, blocks })
  }
  for (const piece of tokens.flatMap(tagsAndTokens)) {
    const inner = open.at(-1) ?? outermost
    if (typeof piece !== 'string') inner.blocks.push(piece)
    else if (/^<details/i.test(piece)) open.push({ summary: [], blocks: [] })
    else if (/^<summary/i.test(piece) && open.length > 1) inner.summary = readSummary(piece)
    else if (/^<summary/i.test(piece)) inner.blocks.push(paragraphOf(readSummary(piece)))
    else if (open.length > 1) close()
  }
  // An element that is never closed ends with the text, as in a browser.
  while (open.length > 1) close()
  return outermost.blocks
}

function readSummary(html: string): Token[] {
  return Lexer.lexInline(html.replaceAll(/<\/?summary[^>]*>/gi, '').trim())
}

function paragraphOf(tokens: Token[]): MarkedToken {
  const text = tokens.map(({ raw }) => raw).join('')
  return { type: 'paragraph', raw: text, text, tokens }
}

/**
 * Splits HTML into the tags of `<details>`, as strings, and the text between them, parsed as Markdown.
 * Other tokens are returned unchanged.
 */
function tagsAndTokens(token: Token): (string | MarkedToken)[] {
  if (token.type !== 'html') return [token as MarkedToken]
  return token.raw
    .replaceAll(/<!--[^]*?-->/g, '')
    .split(/(<details[^>]*>|<\/details>|<summary[^>]*>[^]*?<\/summary>)/i)
    .flatMap((piece, index): (string | MarkedToken)[] => {
      if (index % 2 === 1) return [piece]
      return piece.trim() === '' ? [] : [paragraphOf(Lexer.lexInline(piece.trim()))]
    })
}
