import type { Trace } from './call.ts'
import { pictures, withPictures } from './pictures.ts'
import { traceOf } from './subject.ts'

/** A known mistake in the learner's code. */
export class Misconception extends Error {
  /** The message without its timelines: what went wrong and why, in words for the learner. */
  readonly diagnosis: string
  readonly #timelines: string

  /**
   * @param timelines - what the message shows after the diagnosis
   * @param options - `cause`: the bug in the learner's code that led to the mistake
   */
  constructor(diagnosis: string, timelines: string, options?: ErrorOptions) {
    super(withPictures(diagnosis, timelines), options)
    this.name = 'Misconception'
    this.diagnosis = diagnosis
    this.#timelines = timelines
  }

  /** Copies this mistake, and adds the scenario that the code was tried with. */
  triedWith(scenario: string): Misconception {
    const diagnosis = `${this.diagnosis} (Tried with ${scenario}.)`
    const options = this.cause === undefined ? {} : { cause: this.cause }
    return Object.assign(new Misconception(diagnosis, this.#timelines, options), {
      stack: this.stack,
    })
  }
}

/**
 * Throws the diagnosis of the first known mistake that happened.
 *
 * Call it before the assertions that the mistake would also fail: an assertion says what is wrong, a
 * diagnosis says why.
 *
 * If the run rejected with a `TypeError`, `ReferenceError` or `RangeError`, or left one unhandled, that
 * error becomes the `cause`. Its stack shows where the learner's code failed.
 *
 * @param seen - the trace to show, or an object with a `trace`, such as a run
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
  seen: Trace | RunSeen,
  mistakes: readonly (readonly [happened: boolean, sentence: string])[],
  wanted?: Trace,
): void {
  const mistake = mistakes.find(([happened]) => happened)
  if (mistake !== undefined) {
    const timelines = pictures(traceOf(seen, 'diagnose()'), wanted, mistake[1])
    const bug = bugIn(seen)
    throw new Misconception(mistake[1], timelines, bug && { cause: bug })
  }
}

/** The parts of a run that a diagnosis reads. */
interface RunSeen {
  readonly trace: Trace
  /** Why its promise rejected. */
  readonly reason?: unknown
  readonly unhandled?: readonly unknown[]
}

/** The first error of a run that looks like a bug in code, not like a failed call. */
function bugIn(seen: Trace | RunSeen): Error | undefined {
  if (!('trace' in seen)) return undefined
  return [seen.reason, ...(seen.unhandled ?? [])].find(
    (error): error is Error =>
      error instanceof TypeError || error instanceof ReferenceError || error instanceof RangeError,
  )
}
