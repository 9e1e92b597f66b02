import type { Band, Counts } from '../../counts.ts'
import type { DrawOptions } from '../options.ts'

/** How counts over time are drawn. With `alignWith`, the drawings have the same scales, too. */
export interface CountsOptions extends Pick<
  DrawOptions,
  'width' | 'ascii' | 'color' | 'title' | 'fromMs' | 'spanMs' | 'ongoing' | 'alignWith'
> {
  /**
   * What to count, a row each. Default: whatever isn't 0 throughout. Name the series to keep their rows,
   * for example to compare two drawings.
   */
  readonly series?: readonly (keyof Counts)[]
  /**
   * Labels of marks that are counted, a row each, such as the calls that a circuit breaker refused. All
   * other marks are vertical lines, or begin a state in a band (see {@link drawCounts}). Default none.
   */
  readonly counted?: readonly string[]
  /** States over time, a band each, besides those that marks begin. Default none. */
  readonly bands?: readonly Band[]
  /** The most lines of all rows together. Each row has 1 to 3 of them. Default 12. */
  readonly maxRows?: number
}
