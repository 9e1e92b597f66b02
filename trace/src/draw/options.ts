import type { Trace } from '../call.ts'
import { glyphsFor, type Glyphs } from './glyphs.ts'

/** How a timeline is drawn for the terminal. */
export interface DrawOptions {
  /** Columns of the longest line, 40 to 200 (what lies outside is taken as the nearest). Default 80. */
  readonly width?: number
  /**
   * Draw with ASCII characters only, for a terminal that shows no others (`LANG=C`, `TERM=dumb`). No
   * fact is lost; a bar begins and ends on whole columns. Default false.
   */
  readonly ascii?: boolean
  /**
   * Use ANSI colours. Default false: the caller knows whether a terminal is listening, and whether
   * `NO_COLOR` is set. No fact is told by colour alone.
   */
  readonly color?: boolean
  /** A line above the picture. Default none. */
  readonly title?: string
  /**
   * `none`: a row for each call. `lanes`: calls that do not overlap share a row, so that rows are
   * slots. `auto`, the default: a row for each call up to `maxRows`, lanes above.
   */
  readonly pack?: 'auto' | 'none' | 'lanes'
  /** Rows of calls or lanes, at least 1; what is above goes into one last row. Default 40. */
  readonly maxRows?: number
  /** Where the time axis begins, in ms since the recording began. Default 0. */
  readonly fromMs?: number
  /** How long the time axis is, in ms. Default: up to the last end or mark. */
  readonly spanMs?: number
  /**
   * Traces whose drawings stand above or below this one. Time axis and columns are made wide enough
   * for all of them, so that the pictures can be compared column by column. (Give the other drawing
   * this trace in turn.) Default none.
   */
  readonly alignWith?: readonly Trace[]
}

let defaults: DrawOptions = {}

/**
 * Sets what drawings do unless told otherwise, for the whole process, failure messages of the
 * matchers included. Replaces what was set before: `{}` brings the built-in defaults back.
 *
 * @example
 * ```ts
 * import { drawTimeline, setDrawingDefaults } from '@overlap/trace'
 *
 * const trace = { calls: [], epochMs: 0, nowMs: 0, dropped: 0, marks: [] }
 * setDrawingDefaults({ title: 'My calls' })
 * console.log(drawTimeline(trace))
 * // → My calls
 * //   No calls were made.
 *
 * setDrawingDefaults({})
 * console.log(drawTimeline(trace))
 * // → No calls were made.
 * ```
 */
export function setDrawingDefaults(options: Partial<DrawOptions>): void {
  defaults = { ...options }
}

/** Every option with a value. */
export interface Drawing {
  readonly width: number
  readonly glyphs: Glyphs
  readonly color: boolean
  readonly title: string
  readonly pack: 'auto' | 'none' | 'lanes'
  readonly maxRows: number
  readonly fromMs: number
  readonly spanMs: number | undefined
  readonly alignWith: readonly Trace[]
}

/** Fills in the defaults. */
export function drawingOf(options: DrawOptions, base: DrawOptions = defaults): Drawing {
  const given = { ...base, ...options }
  return {
    width: within(given.width, 80, 40, 200),
    glyphs: glyphsFor(given.ascii ?? false),
    color: given.color ?? false,
    title: given.title ?? '',
    pack: given.pack ?? 'auto',
    maxRows: within(given.maxRows, 40, 1, Infinity),
    fromMs: given.fromMs ?? 0,
    spanMs: given.spanMs,
    alignWith: given.alignWith ?? [],
  }
}

function within(value: number | undefined, normal: number, least: number, most: number): number {
  if (value === undefined || Number.isNaN(value)) return normal
  return Math.min(most, Math.max(least, Math.floor(value)))
}
