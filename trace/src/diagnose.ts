import type { Trace } from './call.ts'
import { pictures, withPictures } from './pictures.ts'
import { traceOf } from './subject.ts'

/** A known mistake was seen; the message shows it. */
export class Misconception extends Error {
  /** What went wrong and why, in words for the learner: the message without its timelines. */
  readonly diagnosis: string

  /** `timelines` go below the diagnosis in the message. */
  constructor(diagnosis: string, timelines: string) {
    super(withPictures(diagnosis, timelines))
    this.name = 'Misconception'
    this.diagnosis = diagnosis
  }
}

/**
 * Fails with a sentence when a known mistake is seen; of several, the first that happened.
 *
 * Call it before the assertions that the mistake would fail as well: they say what is wrong, this
 * says why.
 *
 * @param seen - the trace in which a mistake may be seen, or what has it as `trace`
 * @param mistakes - pairs of whether a mistake happened and what to say of it
 * @param wanted - the timeline to show above the one that was seen
 * @throws {Misconception} if one of the mistakes happened.
 *
 * @example
 * ```ts
 * import { simulate } from '@overlap/mock-server'
 * import { allAtOnce, diagnose, facts, Misconception } from '@overlap/trace'
 *
 * const run = await simulate({ latency: 100 }, async (api) => {
 *   await fetch(api.url('/products/1'))
 *   await fetch(api.url('/products/2'))
 * })
 * const oneByOne = facts(run.trace).peakInFlight === 1
 * try {
 *   diagnose(run, [[oneByOne, 'The second call waits for the first.']], allAtOnce(run.trace))
 * } catch (error) {
 *   if (!(error instanceof Misconception)) throw error
 *   error.diagnosis // → 'The second call waits for the first.'
 * }
 * ```
 */
export function diagnose(
  seen: Trace | { readonly trace: Trace },
  mistakes: readonly (readonly [happened: boolean, sentence: string])[],
  wanted?: Trace,
): void {
  const mistake = mistakes.find(([happened]) => happened)
  if (mistake !== undefined) {
    throw new Misconception(mistake[1], pictures(traceOf(seen, 'diagnose()'), wanted))
  }
}
