import { peaksPerSlice, type Level } from '../../stretches.ts'
import type { Glyphs } from '../glyphs.ts'
import { BLANK, type Cell } from './cells.ts'

/**
 * Draws how many calls are in flight: as digits if `most` is at most 9, otherwise as block heights. By
 * default `most` is the most calls in one column.
 */
export function drawTrack(
  levels: readonly Level[],
  width: number,
  most: number | undefined,
  glyphs: Glyphs,
): Cell[] {
  const peaks = peaksPerSlice(levels, width)
  const peak = most ?? Math.max(1, ...peaks)
  return peak > 9 ? drawHeights(peaks, peak, glyphs) : drawNumbers(peaks, glyphs)
}

function drawNumbers(peaks: readonly number[], glyphs: Glyphs): Cell[] {
  return peaks.map((calls, column) => {
    if (calls === 0) return BLANK
    const glyph = calls === peaks[column - 1] ? glyphs.steady : String(calls)
    return { glyph, style: glyph === glyphs.steady ? 'faint' : 'plain' }
  })
}

/** Draws numbers as block heights. The highest block is for `peak`. */
function drawHeights(peaks: readonly number[], peak: number, { heights }: Glyphs): Cell[] {
  return peaks.map((calls) => {
    const height = heights[Math.ceil((calls / peak) * heights.length) - 1]
    return height === undefined ? BLANK : { glyph: height, style: 'faint' }
  })
}
