import type { Trace } from './call.ts'
import { drawTimeline } from './draw/terminal.ts'

/** What a failure shows below its sentence: the timelines wanted (if there is one) and seen. */
export function pictures(seen: Trace, wanted?: Trace): string {
  if (wanted === undefined) return drawTimeline(seen, { title: 'seen' })
  return [
    drawTimeline(wanted, { title: 'wanted', alignWith: [seen] }),
    drawTimeline(seen, { title: 'seen', alignWith: [wanted] }),
  ].join('\n\n')
}
