import type { Level } from '../../stretches.ts'
import type { Glyphs } from '../glyphs.ts'
import { BLANK, type Cell } from './cells.ts'

const HAIR = 1e-9

/** The most calls in flight within each of `width` columns. */
export function columnPeaks(levels: readonly Level[], width: number): number[] {
  const peaks = Array.from({ length: width }, () => 0)
  for (const [i, { at: x, count }] of levels.entries()) {
    const until = levels[i + 1]?.at ?? x
    if (x > 1 + HAIR || until < -HAIR) continue
    const from = Math.max(0, Math.min(width - 1, Math.floor(x * width + HAIR)))
    const to = Math.min(width, Math.max(from + 1, Math.ceil(until * width - HAIR)))
    for (let column = from; column < to; column += 1) {
      peaks[column] = Math.max(peaks[column] ?? 0, count)
    }
  }
  return peaks
}

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
  const peaks = columnPeaks(levels, width)
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
