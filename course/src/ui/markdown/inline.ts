import type { MarkedToken, Token } from 'marked'
import stringWidth from 'string-width'
import wrapAnsi from 'wrap-ansi'
import { bold, cyan, dim, italic } from '../style.ts'
import { hasColor, shownText } from '../terminal.ts'
import { firmSpace } from '../wrap.ts'

/** Columns reserved for characters next to a code span, such as brackets, commas or its backticks. */
const sticking = 4

/** Breaks a styled text into lines of at most `width` columns. Each line closes its own colours. */
export function fill(styled: string, width: number): string[] {
  const text = Number.isFinite(width) ? wrapAnsi(styled, width, { hard: true }) : styled
  return text.replaceAll(firmSpace, ' ').split('\n')
}

/** The width of the widest part of a styled text that should not be broken. */
export function widestWord(styled: string): number {
  return Math.max(0, ...styled.split(/[ \n]/).map((word) => stringWidth(word)))
}

/**
 * Styles the text of a paragraph. Without colours, the Markdown marks of code and emphasis are kept, so
 * that both still stand out.
 *
 * @param width The width of the lines. A code span that fits is not broken.
 */
export function styleInline(tokens: readonly Token[], width: number): string {
  const coloured = hasColor()
  const inside = (token: { readonly tokens?: readonly Token[] }): string =>
    styleInline(token.tokens ?? [], width)
  const marked = (token: { readonly tokens?: readonly Token[] }, mark: string): string =>
    coloured ? inside(token) : `${mark}${inside(token)}${mark}`
  const styleOne = (token: MarkedToken): string => {
    switch (token.type) {
      case 'codespan':
        return styleCode(token.text, width, coloured)
      case 'strong':
        return bold(marked(token, '**'))
      case 'em':
        return italic(marked(token, token.raw.charAt(0)))
      case 'del':
        return marked(token, '~~')
      case 'link':
      case 'image':
        return styleLink(inside(token) || token.text, token.href)
      case 'br':
        return '\n'
      case 'checkbox':
        return token.checked ? '[x] ' : '[ ] '
      case 'html':
        return plainTag(token.raw)
      case 'escape':
        return shownText(token.text)
      default:
        return shownText(decode(token.raw.replaceAll(/\s*\n\s*/g, ' ')))
    }
  }
  return withoutCodeTags(tokens).map(styleOne).join('')
}

function styleCode(code: string, width: number, coloured: boolean): string {
  const text = shownText(coloured ? code : `\`${code}\``)
  const fits = stringWidth(text) <= width - sticking
  return cyan(fits ? text.replaceAll(' ', firmSpace) : text)
}

function styleLink(text: string, href: string): string {
  if (text === href || `mailto:${text}` === href) return text
  // The line can be broken at the space between the two.
  return `${text} ${dim(`(${href})`)}`
}

/** Replaces `<br>` by a line break, and removes other HTML tags. Text such as `<T>` is kept. */
function plainTag(tag: string): string {
  if (/^<br\b/i.test(tag)) return '\n'
  return /^(?:<!--|<\/?(?:a|b|em|i|img|kbd|p|span|strong|sub|sup|u)\b)/i.test(tag) ? '' : tag
}

/** Converts `<code>` elements to code spans. */
function withoutCodeTags(tokens: readonly Token[]): MarkedToken[] {
  const all = tokens as readonly MarkedToken[]
  const start = all.findIndex((token) => token.type === 'html' && /^<code\b/i.test(token.raw))
  const length = all.slice(start).findIndex(({ raw }) => /^<\/code>/i.test(raw))
  if (start === -1 || length === -1) return [...all]
  const code = all.slice(start + 1, start + length).map(({ raw }) => raw)
  const text = decode(code.join(''))
  return [
    ...all.slice(0, start),
    { type: 'codespan', raw: text, text },
    ...withoutCodeTags(all.slice(start + length + 1)),
  ]
}

const entities: Readonly<Record<string, string>> = {
  amp: '&',
  apos: "'",
  gt: '>',
  lt: '<',
  nbsp: firmSpace,
  quot: '"',
}

/** Decodes character references, such as `&lt;` and `&#8230;`. */
function decode(text: string): string {
  return text
    .replaceAll(/&#(x?)([\da-f]{1,6});/gi, (_, hex: string, digits: string) =>
      String.fromCodePoint(Number.parseInt(digits, hex === '' ? 10 : 16)),
    )
    .replaceAll(/&(\w+);/g, (entity, name: string) => entities[name] ?? entity)
}
