import { peakText, TRACK_LABEL } from '../captions.ts'
import type { Sheet } from '../rows.ts'
import { columnsOf, oneLine } from '../text.ts'
import { ROOT_CLASS, styleSheet } from './style.ts'

/** Width of a character of the 11 px monospace font. */
export const CHAR = 6.65
/** Pixels around the picture. */
export const MARGIN = 12

/** The width of a picture in pixels: 760 by default, and within limits. */
export function widthOf(wanted = 760): number {
  return Math.min(4000, Math.max(320, wanted))
}

/** The columns across the page. Places and widths are in pixels, lengths in characters. */
export interface SvgColumns {
  /** Where the chart begins. */
  readonly left: number
  /** The width of everything to the right of the chart. */
  readonly right: number
  /** Where measures end. */
  readonly measure: number
  readonly labelLength: number
  readonly verdictLength: number
}

/** Divides the width: labels and verdicts get what they need, the chart gets the rest. */
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

/** The contents of the root element. */
export interface Frame {
  readonly width: number
  readonly height: number
  /** The accessible name of the picture. */
  readonly title: string
  readonly desc: string
}

/** Makes the document: its accessible description, the style, the background and the parts. */
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
    element('title', {}, escapeXml(title)),
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

/** Escapes untrusted text for the content or an attribute of an XML element. */
export function escapeXml(text: string): string {
  return oneLine(text).replace(/[&<>"']/gu, (char) => ESCAPES[char] ?? char)
}

/** Makes an element. Escapes attribute values, but not `content`, which may hold elements. */
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

/** Makes a text element at a baseline, or nothing for an empty text. */
export function textAt(x: number, y: number, text: string, classes = ''): string {
  if (text === '') return ''
  return element('text', { x, y, ...(classes !== '' && { class: classes }) }, escapeXml(text))
}

/** Formats a length to a tenth of a pixel. Finer digits are invisible. */
export function px(length: number): string {
  return String(Math.round(length * 10) / 10)
}
