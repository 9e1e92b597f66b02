import type { Trace } from '../call.ts'
import { pictures, withPictures } from '../pictures.ts'
import { traceOf } from '../subject.ts'

/** What a matcher finds in a trace. */
export interface Verdict {
  readonly pass: boolean
  /** One sentence: what was expected and what came. If `pass`, it is the failure of `.not`. */
  readonly sentence: string
  /** The timeline that was wanted, where there is one. */
  readonly wanted?: () => Trace | undefined
}

/** What a matcher returns to its test runner. */
export interface MatcherResult {
  /** Whether the expectation holds. */
  readonly pass: boolean
  /** The failure's message. */
  readonly message: () => string
}

/** Makes a matcher out of a function that judges a trace. */
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

/** @throws {RangeError} if `value` is not a whole number of at least `least`. */
export function checkCount(name: string, value: number, least = 0): void {
  if (Number.isInteger(value) && value >= least) return
  throw new RangeError(`${name}() needs a whole number >= ${least}, got ${value}`)
}
