import type { Sheet } from './sheet.ts'
import { peakText, TRACK_LABEL } from './columns.ts'
import { CHAR } from './svg-bars.ts'
import { ROOT_CLASS, styleSheet } from './svg-style.ts'
import { element, escapeXml, px } from './svg-text.ts'
import { columnsOf } from './text.ts'

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
