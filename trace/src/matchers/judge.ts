import type { Trace } from '../call.ts'
import { pictures, withPictures } from '../pictures.ts'
import { traceOf } from '../subject.ts'

/** The result of checking a trace. */
export interface Verdict {
  readonly pass: boolean
  /** What was expected and what happened, in one sentence. If `pass`, it is the message for `.not`. */
  readonly sentence: string
  /** The wanted timeline, if there is one. */
  readonly wanted?: () => Trace | undefined
}

/** What a matcher returns to its test runner. */
export interface MatcherResult {
  /** Whether the expectation holds. */
  readonly pass: boolean
  /** The failure's message. */
  readonly message: () => string
}

/** Makes a matcher from a function that checks a trace. */
export function matcher<A extends readonly unknown[]>(
  name: string,
  judge: (trace: Trace, ...expected: A) => Verdict,
): (received: unknown, ...expected: A) => MatcherResult {
  return (received, ...expected) => {
    const seen = traceOf(received, `${name}()`)
    const { pass, sentence, wanted } = judge(seen, ...expected)
    return {
      pass,
      message: () => withPictures(sentence, pictures(seen, wanted?.())),
    }
  }
}

/**
 * Checks the count that a matcher was given.
 *
 * @throws {RangeError} if `value` is not a whole number of at least `least`.
 */
export function checkCount(name: string, value: number, least = 0): void {
  if (Number.isInteger(value) && value >= least) return
  throw new RangeError(`${name}() needs a whole number >= ${least}, got ${value}`)
}
