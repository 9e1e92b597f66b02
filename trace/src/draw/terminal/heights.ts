import type { Glyphs } from '../glyphs.ts'
import { BLANK, type Cell, type Style } from './cells.ts'

/** How values are drawn as columns of blocks. */
export interface Heights {
  /** The value of a full height. */
  readonly scale: number
  /** The lines of a full height. */
  readonly lines: number
  readonly style: Style
}

/**
 * Draws values as columns of blocks, in lines from top to bottom. A value above 0 is never invisible, and
 * a full height ends below the edge of its line, so that it doesn't touch what is above it.
 */
export function drawHeights(
  values: readonly number[],
  { scale, lines, style }: Heights,
  { heights }: Glyphs,
): Cell[][] {
  const steps = heights.length
  const full = steps * lines - 1
  return Array.from({ length: lines }, (_, i) => {
    const below = (lines - 1 - i) * steps
    return values.map((value): Cell => {
      const height = Math.ceil((value / scale) * full - 1e-9) - below
      if (value <= 0 || height <= 0) return BLANK
      return { glyph: heights[Math.min(height, steps) - 1] ?? '', style }
    })
  })
}
