import { peakText, TRACK_LABEL } from '../captions.ts'
import type { Sheet } from '../rows.ts'
import { columnsOf, oneLine } from '../text.ts'
import { ROOT_CLASS, styleSheet } from './style.ts'

/** Width of a character of the 11 px monospace font. */
export const CHAR = 6.65
/** Pixels around the picture. */
export const MARGIN = 12

/** What is where across the page, in pixels; lengths in characters. */
export interface SvgColumns {
  /** Where the chart begins. */
  readonly left: number
  /** Pixels right of the chart. */
  readonly right: number
  /** Where measures end. */
  readonly measure: number
  readonly labelLength: number
  readonly verdictLength: number
}

/** Shares the width out: labels and verdicts have what they need, the chart has the rest. */
export function svgColumns(sheets: readonly Sheet[], width: number): SvgColumns {
  const rows = sheets.flatMap((sheet) => sheet.rows)
  const most = Math.floor((width * 0.27) / CHAR)
  const longest = (texts: readonly string[]): number => Math.max(0, ...texts.map(columnsOf))
  const labelLength = Math.min(most, longest([TRACK_LABEL, ...rows.map((row) => row.label)]))
  const verdictLength = Math.min(most, longest(rows.map((row) => row.verdict)))
  const peaks = sheets.map(({ layout }) => peakText(layout.peak))
  const measure = longest([...peaks, ...rows.map((row) => row.measure)]) * CHAR
  const verdict = verdictLength === 0 ? 0 : (verdictLength + 1) * CHAR
  return {
    left: MARGIN + labelLength * CHAR + 8,
    right: 10 + measure + verdict + MARGIN,
    measure: width - MARGIN - verdict,
    labelLength,
    verdictLength,
  }
}

/** What the root element says. */
export interface Frame {
  readonly width: number
  readonly height: number
  readonly title: string
  readonly desc: string
}

/** The document: what is said to all readers, the style, the paper, and the parts on it. */
export function svgDocument(
  parts: readonly string[],
  { width, height, title, desc }: Frame,
): string {
  const root = {
    xmlns: 'http://www.w3.org/2000/svg',
    class: ROOT_CLASS,
    role: 'img',
    viewBox: `0 0 ${px(width)} ${px(height)}`,
    width,
    height,
  }
  const content = [
    element('title', {}, escapeXml(title || 'Timeline of calls')),
    element('desc', {}, escapeXml(desc)),
    element('style', {}, styleSheet()),
    element('rect', { class: 'paper', width, height, rx: 6 }),
    ...parts,
  ]
  return element('svg', root, content.filter((part) => part !== '').join('\n'))
}

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
