import { chartOf } from './chart.ts'
import { newPage, type Page, type PageElement } from './dom.ts'
import type { Report, Section, Table } from './report.ts'
import { aboutText, cellText, madeBy } from './text.ts'

const STYLE = `
:root { color-scheme: light dark; --line: light-dark(#d1d9e0, #3d444d); --faint: light-dark(#59636e, #9198a1) }
body { max-width: 60rem; margin: 2rem auto; padding: 0 1rem; background: Canvas; color: CanvasText; font: 1rem/1.5 system-ui, sans-serif }
h1 { font-size: 1.5rem } h2 { margin-top: 3rem; font-size: 1.15rem }
code { font: 0.9em ui-monospace, SFMono-Regular, Menlo, Consolas, monospace }
figure { margin: 1rem 0; overflow-x: auto } figure svg { min-width: 38rem }
.wide { overflow-x: auto }
table { border-collapse: collapse; font-variant-numeric: tabular-nums }
th, td { padding: 0.2rem 0.8rem 0.2rem 0; border-bottom: 1px solid var(--line); text-align: right; white-space: nowrap }
th:first-child { text-align: left; font-weight: 400 } thead th { color: var(--faint); font-weight: 400 }
footer { margin-top: 3rem; color: var(--faint) }
`

/** A report as a page of its own: its charts, each with its table. It loads nothing, and follows the reader's light or dark theme. */
export function reportHtml(report: Report): string {
  const { command, intro = [], sections } = report
  const page = newPage()
  const add = adder(page)
  add(page.head, 'title', 'Overlap benchmarks')
  add(page.head, 'style', STYLE)
  const main = add(page.body, 'main')
  add(main, 'h1', 'Overlap benchmarks')
  if (intro.length > 0) add(main, 'p', intro.join(' '))
  for (const section of sections) addSection(add, main, section)
  const footer = add(page.body, 'footer')
  add(footer, 'p', madeBy(report))
  add(add(footer, 'p', 'Made by '), 'code', command)
  return `${page.toString()}\n`
}

type Add = (parent: PageElement, tag: string, text?: string) => PageElement

const adder =
  (page: Page): Add =>
  (parent, tag, text) => {
    const element = page.createElement(tag)
    if (text !== undefined) element.textContent = text
    parent.append(element)
    return element
  }

function addSection(add: Add, main: PageElement, section: Section): void {
  const part = add(main, 'section')
  add(part, 'h2', section.title)
  for (const sentence of section.intro ?? []) add(part, 'p', sentence)
  const chart = chartOf(section)
  if (chart !== undefined) add(part, 'figure').innerHTML = chart.outerHTML
  if (section.table !== undefined) addTable(add, part, section.table)
  for (const column of section.table?.columns ?? []) {
    for (const sentence of aboutText(column)) add(part, 'p', sentence)
  }
  for (const sentence of section.notes ?? []) add(part, 'p', sentence)
}

function addTable(add: Add, part: PageElement, { columns, rows }: Table): void {
  const box = add(part, 'div')
  box.setAttribute('class', 'wide')
  const table = add(box, 'table')
  const head = add(add(table, 'thead'), 'tr')
  add(head, 'td')
  for (const column of columns) add(head, 'th', column.head).setAttribute('scope', 'col')
  const body = add(table, 'tbody')
  for (const { name, cells } of rows) {
    const line = add(body, 'tr')
    add(line, 'th', name).setAttribute('scope', 'row')
    for (const i of columns.keys()) add(line, 'td', cellText(cells[i]))
  }
}
