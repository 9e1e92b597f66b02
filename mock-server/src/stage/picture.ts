import {
  drawCounts,
  drawPercentiles,
  drawTimeline,
  type DrawOptions,
  type LatencyRun,
  type Trace,
} from '@overlap/trace'
import type { CountsPicture, Picture, Shown } from './stage.ts'

/** Draws the calls of one act. */
export interface Drawing {
  /** The most rows that a picture of this kind has if there is room. */
  readonly mostRows: number
  /** @param maxRows - the rows that fit the screen; missing if the picture fits without a limit */
  draw(trace: Trace, options: DrawOptions, maxRows: number | undefined): string
  /** Ends the act. Returns what the picture shows besides the trace. */
  finish?(trace: Trace): Shown
}

/** The rows of calls in a timeline. */
const TIMELINE_ROWS = 40

/** The rows of a picture for hundreds of calls. */
const SUMMARY_ROWS = 12

/** Makes the drawings of a demo's acts, one after another. */
export class Drawings {
  /** The acts so far that are drawn as counts. */
  readonly #counted: Trace[] = []
  /** The latencies of the acts so far that are drawn as percentiles. */
  readonly #runs: LatencyRun[] = []

  /** The drawing of the next act. */
  of(title: string, picture: Picture): Drawing {
    if (picture === 'timeline') return { mostRows: TIMELINE_ROWS, draw: timeline }
    if (typeof picture === 'function') {
      return {
        mostRows: SUMMARY_ROWS,
        draw: (trace, options, maxRows) => picture(trace, { ...options, ...limit(maxRows) }),
      }
    }
    if (picture === 'percentiles') return this.#percentiles({ label: title })
    if (picture === 'counts') return this.#counts({})
    return 'counts' in picture
      ? this.#counts(picture.counts)
      : this.#percentiles({ label: title, ...picture })
  }

  /** Draws counts on the scales of the acts before, or on larger ones. */
  #counts(picture: CountsPicture): Drawing {
    const alignWith = [...this.#counted]
    return {
      mostRows: SUMMARY_ROWS,
      draw: (trace, options, maxRows) =>
        drawCounts(trace, { ...options, ...picture, ...limit(maxRows), alignWith }),
      finish: (trace) => {
        this.#counted.push(trace)
        return { counts: picture }
      },
    }
  }

  /** Draws the latencies of an act below those of the acts before it, so that they can be compared. */
  #percentiles({
    label,
    percentiles,
  }: {
    label: string
    percentiles?: readonly number[]
  }): Drawing {
    const before = [...this.#runs]
    const ofCalls: number[] = []
    const run: LatencyRun = { label, latenciesMs: percentiles ?? ofCalls }
    this.#runs.push(run)
    return {
      mostRows: SUMMARY_ROWS,
      finish: () => ({ percentiles: [...before, run].map(copyOf) }),
      draw: (trace, options, maxRows) => {
        if (percentiles === undefined) ofCalls.splice(0, Infinity, ...latenciesOf(trace))
        return drawPercentiles([...before, run], { ...options, ...limit(maxRows) })
      },
    }
  }
}

function timeline(trace: Trace, options: DrawOptions, maxRows: number | undefined): string {
  if (maxRows === undefined) return drawTimeline(trace, options)
  // With many calls, rows for only the first few would say nothing about the others.
  const pack = trace.calls.length > 2 * maxRows ? 'lanes' : 'auto'
  return drawTimeline(trace, { ...options, maxRows, pack })
}

const limit = (maxRows: number | undefined): { readonly maxRows?: number } =>
  maxRows === undefined ? {} : { maxRows }

/** How long each call took that succeeded, in ms. */
function latenciesOf({ calls }: Trace): number[] {
  return calls.flatMap(({ outcome, sentMs, endMs }) =>
    outcome === 'ok' && endMs !== undefined ? [endMs - sentMs] : [],
  )
}

const copyOf = ({ label, latenciesMs }: LatencyRun): LatencyRun => ({
  label,
  latenciesMs: [...latenciesMs],
})
