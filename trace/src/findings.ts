import type { Trace } from './call.ts'
import { askedAgain } from './findings/asked-again.ts'
import { batches } from './findings/batches.ts'
import { busyThread } from './findings/busy-thread.ts'
import { crowd } from './findings/crowd.ts'
import { aborted, neverEnded } from './findings/ended-early.ts'
import type { Blocked, Ending, Finding, Rule } from './findings/finding.ts'
import { hurriedRetries } from './findings/hurried-retries.ts'
import { newConnections } from './findings/new-connections.ts'
import { oneAfterAnother } from './findings/one-after-another.ts'
import { sameCall } from './findings/same-call.ts'
import { tail } from './findings/tail.ts'
import { unreadBodies } from './findings/unread-bodies.ts'

/** More findings are too many to act on. */
const MOST = 5

/** Of findings that are worth the same time, the first one comes first. */
const rules: readonly Rule[] = [
  oneAfterAnother,
  batches,
  unreadBodies,
  busyThread,
  sameCall,
  askedAgain,
  hurriedRetries,
  tail,
  newConnections,
  crowd,
  aborted,
  neverEnded,
]

/** Options of {@link findings}. */
export interface FindingsOptions {
  /** When a thread of the program computed and could do nothing else. Default none. */
  readonly blocked?: readonly Blocked[]
  /** How the program ended. Default: by itself. */
  readonly ending?: Ending
}

/**
 * Finds what is worth a look in the trace of a program: at most five things, the most valuable first. Each
 * has a condition that proves it; what can't be proved isn't said. O(n log n) for n calls.
 *
 * @example
 * ```ts
 * import { simulate } from '@overlap/mock-server'
 * import { findings } from '@overlap/trace'
 *
 * const { trace } = await simulate({ latency: 100 }, async (api) => {
 *   for (const id of [1, 2, 3, 4]) await fetch(api.url(`/products/${id}`))
 * })
 *
 * findings(trace).map(({ kind, worthMs }) => `${kind} ${worthMs}`) // → ['one-after-another 300']
 * ```
 */
export function findings(trace: Trace, options: FindingsOptions = {}): Finding[] {
  const { blocked = [], ending = 'itself' } = options
  return rules
    .flatMap((rule) => rule({ trace, blocked, ending }) ?? [])
    .toSorted((a, b) => b.worthMs - a.worthMs)
    .slice(0, MOST)
}
