import type { Trace } from '../call.ts'
import { glyphsFor, type Glyphs } from './glyphs.ts'

/** How a timeline is drawn for the terminal. */
export interface DrawOptions {
  /** Columns of the longest line. Values outside 40 to 200 are clamped. Default 80. */
  readonly width?: number
  /**
   * Draw with ASCII characters only, for a terminal that cannot show others (`LANG=C`, `TERM=dumb`).
   * Nothing is left out, but bars start and end on whole columns. Default false.
   */
  readonly ascii?: boolean
  /**
   * Use ANSI colours. Nothing is shown by colour alone. Default false, because only the caller knows
   * whether the output goes to a terminal and whether `NO_COLOR` is set.
   */
  readonly color?: boolean
  /** A line above the picture. Default none. */
  readonly title?: string
  /**
   * `none`: a row for each call. `lanes`: calls that do not overlap share a row, so rows look like
   * slots. `auto`, the default: a row for each call up to `maxRows` calls, and lanes above.
   */
  readonly pack?: 'auto' | 'none' | 'lanes'
  /** The most rows of calls or lanes. The last row sums up the rest. 0: only the number in flight. Default 40. */
  readonly maxRows?: number
  /**
   * Draw only the rows, with the title and the numbers of the time axis above them, but without the
   * number in flight and the summary. Default false.
   */
  readonly brief?: boolean
  /** Draw the time axis. `false` is for a picture below another one with the same axis. Default true. */
  readonly axis?: boolean
  /** Where the time axis starts, in ms since the recording began. Default 0. */
  readonly fromMs?: number
  /** Length of the time axis, in ms. Default: up to the last end or mark. */
  readonly spanMs?: number
  /**
   * The trace is still growing, and will be drawn again soon. Only the bar of a pending call then shows
   * that it is pending, so the picture keeps its columns. Default false.
   */
  readonly ongoing?: boolean
  /**
   * Traces to compare with this one. Their drawings get the same time axis and the same columns. Pass
   * this trace when you draw the others. Default none.
   */
  readonly alignWith?: readonly Trace[]
}

let defaults: DrawOptions = {}

/**
 * Sets the default options of all drawings in this process, including those in failure messages.
 * Replaces earlier defaults: `{}` restores the built-in ones.
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

/** The options, with every default filled in. */
export interface Drawing {
  readonly width: number
  readonly glyphs: Glyphs
  readonly color: boolean
  readonly title: string
  readonly pack: 'auto' | 'none' | 'lanes'
  readonly maxRows: number
  readonly brief: boolean
  readonly axis: boolean
  readonly fromMs: number
  readonly spanMs: number | undefined
  readonly ongoing: boolean
  readonly alignWith: readonly Trace[]
}

/** Fills in the defaults of the options. */
export function drawingOf(options: DrawOptions, base: DrawOptions = defaults): Drawing {
  const given = { ...base, ...options }
  return {
    width: within(given.width, 80, 40, 200),
    glyphs: glyphsFor(given.ascii ?? false),
    color: given.color ?? false,
    title: given.title ?? '',
    pack: given.pack ?? 'auto',
    maxRows: within(given.maxRows, 40, 0, Infinity),
    brief: given.brief ?? false,
    axis: given.axis ?? true,
    fromMs: given.fromMs ?? 0,
    spanMs: given.spanMs,
    ongoing: given.ongoing ?? false,
    alignWith: given.alignWith ?? [],
  }
}

function within(value: number | undefined, normal: number, least: number, most: number): number {
  if (value === undefined || Number.isNaN(value)) return normal
  return Math.min(most, Math.max(least, Math.floor(value)))
}
