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
