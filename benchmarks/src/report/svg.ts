import { chartOf } from './chart.ts'
import { newPage, type PageElement } from './dom.ts'
import type { Report } from './report.ts'

const TITLE_HEIGHT = 36
const STYLE =
  '.charts{color-scheme:light dark;color:CanvasText}.charts .paper{fill:Canvas}.charts .faint{opacity:.7}'

/**
 * The charts of a report as one drawing, one below the other, with the titles of their sections.
 *
 * @returns The drawing, or `undefined` if no section has a chart.
 */
export function reportSvg({ command, sections }: Report): string | undefined {
  const charts = sections.flatMap((section) => {
    const chart = chartOf(section)
    return chart === undefined ? [] : [{ title: section.title, chart }]
  })
  if (charts.length === 0) return undefined
  const page = newPage()
  const element = (tag: string, attributes: Record<string, string | number>): PageElement => {
    const made = page.createElementNS('http://www.w3.org/2000/svg', tag)
    for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, String(value))
    return made
  }
  const text = (words: string, y: number, look: Record<string, string | number>): PageElement => {
    const font = 'system-ui, sans-serif'
    const made = element('text', { x: 12, y, fill: 'currentColor', 'font-family': font, ...look })
    made.textContent = words
    return made
  }
  const sizeOf = (chart: PageElement, side: string): number => Number(chart.getAttribute(side))
  const width = Math.max(...charts.map(({ chart }) => sizeOf(chart, 'width')))
  const height = charts.reduce(
    (sum, { chart }) => sum + TITLE_HEIGHT + sizeOf(chart, 'height'),
    TITLE_HEIGHT,
  )
  const root = element('svg', {
    xmlns: 'http://www.w3.org/2000/svg',
    class: 'charts',
    viewBox: `0 0 ${width} ${height}`,
    width,
    height,
  })
  const style = element('style', {})
  style.textContent = STYLE
  root.append(style, element('rect', { class: 'paper', width: '100%', height: '100%' }))
  let y = 0
  for (const { title, chart } of charts) {
    const heading = text(title, y + 24, { 'font-size': 14, 'font-weight': 600 })
    chart.setAttribute('y', String(y + TITLE_HEIGHT))
    root.append(heading, chart)
    y += TITLE_HEIGHT + sizeOf(chart, 'height')
  }
  root.append(text(`$ ${command}`, y + 20, { class: 'faint', 'font-size': 12 }))
  return `${root.outerHTML}\n`
}
