import type { Level } from '../../stretches.ts'
import { STRETCH_TEXTS, type StretchKind } from '../captions.ts'
import type { Layout } from '../layout.ts'
import { columnsOf, oneLine } from '../text.ts'
import type { Tick } from '../ticks.ts'
import type { Chart } from './bar.ts'
import { CHAR, element, px, textAt } from './document.ts'

/** The top and the bottom of something on the page, in pixels. */
export interface Box {
  readonly top: number
  readonly bottom: number
}

const PIXELS_PER_TICK = 64

/** Draws a line down the rows at each tick, and its label below. */
export function svgAxis(
  ticksOf: (most: number) => Tick[],
  { left, width }: Chart,
  { top, bottom }: Box,
): string {
  const line = { class: 'grid', x1: left, x2: left + width, y1: bottom, y2: bottom }
  const ticks = ticksOf(width / PIXELS_PER_TICK)
  const drawn = ticks.map(({ x, label }, i) => {
    const at = left + x * width
    const grid = element('line', { class: 'grid', x1: at, x2: at, y1: top, y2: bottom + 4 })
    return grid + textAt(at, bottom + 15, label, i === 0 ? 'faint' : 'faint middle')
  })
  return drawn.join('') + element('line', line)
}

/** Draws a step function as an area in a box. `peak` fills the height of the box. */
export function svgTrack(
  levels: readonly Level[],
  { left, width }: Chart,
  { top, bottom }: Box,
  peak: number,
): string {
  const x = (at: number): string => px(left + Math.min(1, Math.max(0, at)) * width)
  const y = (count: number): string => px(bottom - (count / Math.max(1, peak)) * (bottom - top))
  const path = levels.map(({ at, count }) => `H${x(at)}V${y(count)}`)
  return element('path', { class: 'track', d: `M${px(left)} ${y(0)}${path.join('')}V${y(0)}Z` })
}

/** Draws marks as lines down the rows, with their labels above in as few lines as possible. */
export function svgMarks(layout: Pick<Layout, 'marks'>, { left, width }: Chart): SvgMarks {
  const lines: number[] = []
  const placed = layout.marks
    .toSorted((a, b) => b.x - a.x)
    .map(({ x, label }) => {
      const at = left + Math.min(1, Math.max(0, x)) * width
      const text = oneLine(label)
      const length = columnsOf(text) * CHAR
      const onRight = at + length + 4 <= left + width
      const from = onRight ? at : at - length - 8
      // Placed from the right, so that a label only meets labels that begin to its right.
      const to = onRight ? at + length + 8 : at
      const free = lines.findIndex((begin) => to < begin)
      const line = free === -1 ? lines.length : free
      lines[line] = from
      return { at, text, line, onRight }
    })
  const draw = (top: number, bottom: number): string =>
    placed
      .map(({ at, text, line, onRight }) => {
        const y = top + (lines.length - line) * MARK_LINE
        const down = { class: 'mark', x1: at, x2: at, y1: y - 9, y2: bottom }
        return (
          element('line', down) + textAt(at + (onRight ? 4 : -4), y - 2, text, onRight ? '' : 'end')
        )
      })
      .join('')
  return { height: lines.length * MARK_LINE, draw }
}

/** Drawn marks that can be put at any height of the page. */
export interface SvgMarks {
  readonly height: number
  readonly draw: (top: number, bottom: number) => string
}

const MARK_LINE = 14

/** Draws a swatch and a word for each kind of stretch. */
export function svgLegend(kinds: readonly StretchKind[], left: number, baseline: number): string {
  let x = left
  const parts = kinds.map((kind) => {
    const word = textAt(x + 22, baseline, STRETCH_TEXTS[kind], 'faint')
    const at = { x1: x, x2: x + 16, y1: baseline - 4, y2: baseline - 4 }
    const swatch =
      kind === 'queued' || kind === 'wasted'
        ? element('line', { class: `${kind} line ok`, ...at })
        : element('rect', {
            class: kind === 'waiting' ? 'waiting ok' : 'ok',
            x,
            y: baseline - 9,
            width: 16,
            height: 10,
            rx: 1.5,
          })
    x += 22 + (STRETCH_TEXTS[kind].length + 2) * CHAR
    return swatch + word
  })
  return parts.join('')
}
