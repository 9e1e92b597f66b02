import type { Trace } from './call.ts'
import { drawTimeline } from './draw/terminal/timeline.ts'

/**
 * Draws what a failure prints below its sentence: the wanted timeline, if there is one, and the actual
 * timeline. Empty if no calls were made and there is no wanted timeline.
 */
export function pictures(seen: Trace, wanted?: Trace): string {
  if (wanted === undefined && seen.calls.length === 0 && seen.dropped === 0) return ''
  if (wanted === undefined) return drawTimeline(seen, { title: 'seen' })
  return [
    drawTimeline(wanted, { title: 'wanted', alignWith: [seen] }),
    drawTimeline(seen, { title: 'seen', alignWith: [wanted] }),
  ].join('\n\n')
}

/** Adds timelines to a sentence, if there are any. */
export function withPictures(sentence: string, timelines: string): string {
  return timelines === '' ? sentence : `${sentence}\n\n${timelines}`
}
