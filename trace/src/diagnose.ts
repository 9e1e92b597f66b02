import type { Trace } from './call.ts'
import { pictures, withPictures } from './pictures.ts'
import { traceOf } from './subject.ts'

/** A known mistake in the learner's code. */
export class Misconception extends Error {
  /** The message without its timelines: what went wrong and why, in words for the learner. */
  readonly diagnosis: string
  readonly #timelines: string

  /** @param timelines - what the message shows after the diagnosis */
  constructor(diagnosis: string, timelines: string) {
    super(withPictures(diagnosis, timelines))
    this.name = 'Misconception'
    this.diagnosis = diagnosis
    this.#timelines = timelines
  }

  /** The same mistake, with a last sentence on what the learner's code was tried with. */
  triedWith(scenario: string): Misconception {
    const diagnosis = `${this.diagnosis} (Tried with ${scenario}.)`
    return Object.assign(new Misconception(diagnosis, this.#timelines), { stack: this.stack })
  }
}

/**
 * Throws the diagnosis of the first known mistake that happened.
 *
 * Call it before the assertions that the mistake would also fail: an assertion says what is wrong, a
 * diagnosis says why.
 *
 * @param seen - the trace to show, or an object that has it as `trace`
 * @param mistakes - pairs: whether the mistake happened, and its diagnosis
 * @param wanted - the trace to show above `seen`
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
