import type { Chart } from './bar.ts'
import { px } from './document.ts'
import type { Box } from './parts.ts'

/** The least height of a column that isn't 0. */
const LOWEST = 1.5

/** The path of columns next to each other. `scale` is the value that fills the height of the box. */
export function svgHeights(
  values: readonly number[],
  scale: number,
  { left, width }: Chart,
  { top, bottom }: Box,
): string {
  const x = (column: number): string => px(left + (column / values.length) * width)
  return values
    .map((value, i) => {
      if (value <= 0) return ''
      const y = bottom - Math.max(LOWEST, (value / scale) * (bottom - top))
      return `M${x(i)} ${px(bottom)}V${px(y)}H${x(i + 1)}V${px(bottom)}Z`
    })
    .join('')
}
