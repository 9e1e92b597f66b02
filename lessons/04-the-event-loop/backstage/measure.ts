import type { Played, Seen } from './play.ts'
import type { Ran } from './watch-turns.ts'

/** A span of time, such as one in which the thread was held. */
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

/** What ran between the items that were digested while the thread was held. */
export function ranWithin({ digestions }: Seen, { fromMs, toMs }: Hold): ReadonlySet<Ran> {
  const [, ...within] = digestions.filter(
    ({ startMs, endMs }) => startMs >= fromMs && endMs <= toMs,
  )
  return new Set(within.map(({ ran }) => ran))
}

/** The longest time in which no item of a list was digested, although some were left. */
export function longestWait({ digestions }: Seen): Hold {
  let longest: Hold = { fromMs: 0, toMs: 0 }
  let fromMs = 0
  for (const { startMs, endMs } of digestions) {
    if (startMs - fromMs > longest.toMs - longest.fromMs) longest = { fromMs, toMs: startMs }
    fromMs = endMs
  }
  return longest
}

/** How many items were digested between two pauses, in order. A pause for an immediate takes no time. */
export function digestedPerSlice({ digestions }: Seen): number[] {
  const counts: number[] = []
  let freeMs = -1
  for (const { startMs, endMs, ran } of digestions) {
    if (startMs > freeMs || ran === 'tasks') counts.push(0)
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
