import type { Call, Trace } from '../call.ts'
import { namesFor } from '../draw/names.ts'
import { countText } from '../draw/text.ts'

/** `1 call`, `3 calls`, `no call`. */
export const callsText = (count: number, which = ''): string =>
  count === 0 ? `no ${which}call` : countText(count, which)

/** `1 was`, `3 were`, `no call was`. */
export const wereText = (count: number): string =>
  count === 0 ? 'no call was' : `${count} ${count === 1 ? 'was' : 'were'}`

/** The name of a call in the drawing of its trace. */
export const nameIn = (trace: Trace, call: Call): string => namesFor(trace).full(call)
