import type { Played, Seen } from './play.ts'

/** A stretch of time in which the thread was not free. */
export interface Hold {
  readonly fromMs: number
  readonly toMs: number
}

/** The longest time between two heartbeats, which are due every ms. */
export function longestHold({ run: { beats, settledMs } }: Pick<Played, 'run'>): Hold {
  let longest: Hold = { fromMs: 0, toMs: 0 }
  let fromMs = 0
  for (const toMs of [...beats, settledMs]) {
    if (toMs - fromMs > longest.toMs - longest.fromMs) longest = { fromMs, toMs }
    fromMs = toMs
  }
  return longest
}

/** How many items were digested between two pauses, in order. */
export function digestedPerSlice({ digestions }: Seen): number[] {
  const counts: number[] = []
  let freeMs = -1
  for (const { startMs, endMs } of digestions) {
    if (startMs > freeMs) counts.push(0)
    counts.push((counts.pop() ?? 0) + 1)
    freeMs = endMs
  }
  return counts
}

/** How long each pause was, in ms: before the first item, between items, and after the last one. */
export function pausesOf({ digestions, endMs }: Seen): number[] {
  const pauses: number[] = []
  let freeMs = 0
  for (const { startMs, endMs: nextMs } of digestions) {
    if (startMs > freeMs) pauses.push(startMs - freeMs)
    freeMs = nextMs
  }
  if (endMs > freeMs) pauses.push(endMs - freeMs)
  return pauses
}
