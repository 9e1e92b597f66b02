import { oneLine } from './text.ts'

const ESCAPES: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

/** Someone else's text, safe as the content or the attribute of an XML element. */
export function escapeXml(text: string): string {
  return oneLine(text).replace(/[&<>"']/gu, (char) => ESCAPES[char] ?? char)
}

/** An element. Attribute values are escaped, `content` is not: it may hold elements. */
export function element(
  name: string,
  attributes: Readonly<Record<string, string | number>>,
  content = '',
): string {
  const pairs = Object.entries(attributes).map(
    ([key, value]) => ` ${key}="${escapeXml(typeof value === 'number' ? px(value) : value)}"`,
  )
  const tag = name + pairs.join('')
  return content === '' ? `<${tag}/>` : `<${tag}>${content}</${name}>`
}

/** A text element at a baseline; nothing for no text. */
export function textAt(x: number, y: number, text: string, classes = ''): string {
  if (text === '') return ''
  return element('text', { x, y, ...(classes !== '' && { class: classes }) }, escapeXml(text))
}

/** A length in a tenth of a pixel: more cannot be seen. */
export function px(length: number): string {
  return String(Math.round(length * 10) / 10)
}
