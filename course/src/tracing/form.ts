import { facts, type Trace } from '@overlap/trace'

/** How calls are drawn: a row for each, a row for those that don't overlap, or how many there were over time. */
export type Form = 'none' | 'lanes' | 'counts'

/** Bars of so many calls in a lane are too short to be seen. */
const MOST_IN_A_LANE = 40

/** The most detailed form with at most so many rows. */
export function formFor(trace: Trace, maxRows: number): Form {
  const { length } = trace.calls
  if (length <= maxRows) return 'none'
  const lanes = mostOpen(trace)
  return lanes <= maxRows && length <= lanes * MOST_IN_A_LANE ? 'lanes' : 'counts'
}

/** The most calls that were open at one moment, bodies included. */
function mostOpen(trace: Trace): number {
  const calls = trace.calls.map((call) => {
    const { headersMs: _, ...whole } = call
    return whole
  })
  return facts({ ...trace, calls }).peakInFlight
}
