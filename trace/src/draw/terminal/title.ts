import type { Drawing } from '../options.ts'
import { cutEnd, oneLine } from '../text.ts'
import { cellsOf, paint } from './cells.ts'

/** The title of a drawing, in one line, or nothing if it has none. */
export function titleLines({ title, width, glyphs, color }: Drawing): string[] {
  if (title === '') return []
  return [
    paint(cellsOf(cutEnd(oneLine(title, glyphs.ascii), width, glyphs.ellipsis), 'strong'), color),
  ]
}
