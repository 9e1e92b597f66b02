import type { Call, Trace } from '../call.ts'
import type { Glyphs } from './glyphs.ts'
import type { Bar, Layout } from './layout.ts'
import { countText, timeText, wrapped } from './text.ts'

/** A kind of stretch in a drawing. */
export type StretchKind = 'waiting' | 'receiving' | 'queued' | 'wasted'

/** The name of each kind in a legend. */
export const STRETCH_TEXTS: Record<StretchKind, string> = {
  waiting: 'in flight',
  receiving: 'body',
  queued: 'queued in the server',
  wasted: 'server still working',
}

/**
 * Lists the kinds that need a legend. The list is empty if every bar only waits.
 *
 * @param leastBody - the shortest body that is drawn, as a fraction of the axis
 * @param wasted - whether wasted work was drawn
 */
export function kindsToExplain(
  bars: readonly Bar[],
  { leastBody, wasted }: { leastBody: number; wasted: boolean },
): StretchKind[] {
  const kinds: StretchKind[] = []
  if (bars.some(({ receiving }) => receiving.to - receiving.from >= leastBody))
    kinds.push('receiving')
  if (bars.some((bar) => bar.queued)) kinds.push('queued')
  if (wasted) kinds.push('wasted')
  return kinds.length === 0 ? [] : ['waiting', ...kinds]
}

/** Makes the legend for a terminal, in as few lines as possible. */
export function legendLines(
  bars: readonly Bar[],
  { several, ...seen }: { several: boolean; leastBody: number; wasted: boolean },
  width: number,
  glyphs: Glyphs,
): string[] {
  const signs = { ...glyphs, receiving: glyphs.receiving.at(-1) }
  const used = kindsToExplain(bars, seen).map((kind) => `${signs[kind]} ${STRETCH_TEXTS[kind]}`)
  if (several) used.push(`${glyphs.several} calls too short to tell apart`)
  return wrapped(used, '   ', width)
}

/**
 * Sums up a trace in one line: makespan, peak, and how the calls ended. If that is too long, it takes
 * several lines, and how the calls ended comes first.
 */
export function summaryLines(
  trace: Trace,
  layout: Pick<Layout, 'makespanMs' | 'peak'>,
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

/** `2 × 503`, `1 aborted`: every outcome but `ok`, in the order in which it first happened. */
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

/** The name of the track of calls in flight. */
export const TRACK_LABEL = 'in flight'

/** `peak 3`. */
export function peakText(peak: number): string {
  return `peak ${peak}`
}

/** What a drawing shows if it has no calls. */
export function noCallsText({ dropped }: Trace): string {
  return dropped === 0 ? 'No calls were made.' : `No calls to draw: all ${dropped} were dropped.`
}
