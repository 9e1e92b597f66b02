import { timeText } from '../draw/text.ts'
import type { Finding, Observed } from './finding.ts'

/** Stretches in which the thread computed while calls were open, so that no response could be handled. */
export function busyThread({ blocked }: Observed): Finding | undefined {
  const lengths = blocked.map(({ fromMs, toMs }) => toMs - fromMs)
  const worthMs = lengths.reduce((sum, ms) => sum + ms, 0)
  if (lengths.length === 0) return undefined
  const longest = timeText(Math.round(Math.max(...lengths)))
  return {
    kind: 'busy-thread',
    text: [
      lengths.length === 1
        ? `The program computed for ${longest} without a break while calls were open.`
        : `The program computed without a break ${lengths.length} times while calls were open, for up to ${longest}.`,
      'No response could be handled during that time. Do such work in slices, or in another thread.',
    ].join(' '),
    worthMs,
  }
}
