import type { Glyphs } from './glyphs.ts'
import type { Bar } from './layout.ts'
import { wrapped } from './text.ts'

/** A kind of stretch in a drawing. */
export type StretchKind = 'waiting' | 'receiving' | 'queued' | 'wasted'

/** What each kind is called in a legend. */
export const STRETCH_TEXTS: Record<StretchKind, string> = {
  waiting: 'in flight',
  receiving: 'body',
  queued: 'queued in the server',
  wasted: 'server still working',
}

/**
 * The kinds that need a legend: none if there is waiting alone. Bodies shorter than `leastBody`, a
 * fraction of the axis, are not to be seen. `wasted`: whether work for nobody was drawn.
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

/** The legend for a terminal: no line, or as many as it takes. */
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
