import type { Call, Trace } from '../call.ts'
import type { Glyphs } from './glyphs.ts'
import type { Layout } from './layout.ts'
import { countText } from './rows.ts'
import { wrapped } from './text.ts'
import { timeText } from './time-text.ts'

/**
 * The last line, makespan and peak first, then how the calls ended. Where that is too much for one
 * line, how they ended stands in lines before it.
 */
export function summaryLines(
  trace: Trace,
  layout: Layout,
  width: number,
  glyphs: Glyphs,
): string[] {
  const open = trace.calls.some((call) => call.outcome === 'pending')
  const facts = [
    `makespan ${timeText(layout.makespanMs)}${open ? ' so far' : ''}`,
    `peak ${layout.peak} in flight`,
  ]
  const counts = [
    countText(trace.calls.length),
    ...(trace.dropped > 0 ? [`${countText(trace.dropped, 'older ')} forgotten`] : []),
    ...outcomeParts(trace.calls, glyphs),
  ]
  const all = wrapped([...facts, ...counts], ', ', width)
  return all.length === 1 ? all : [counts, facts].flatMap((parts) => wrapped(parts, ', ', width))
}

/** `2 × 503`, `1 aborted`: what did not go well, in the order of its first time. */
function outcomeParts(calls: readonly Call[], { times }: Glyphs): string[] {
  const bad = calls.filter((call) => call.outcome !== 'ok')
  const groups = Map.groupBy(bad, ({ outcome, status }) => {
    if (outcome === 'http-error') return `${times} ${status ?? 'HTTP error'}`
    return outcome === 'network-error' ? 'network error' : outcome
  })
  return [...groups].map(([what, { length }]) => {
    const plural = what === 'network error' && length > 1 ? 's' : ''
    return `${length} ${what}${plural}`
  })
}

/** Says that there is nothing to draw. */
export function noCallsText({ dropped }: Trace): string {
  return dropped === 0 ? 'No calls were made.' : `No calls to draw: all ${dropped} were forgotten.`
}
