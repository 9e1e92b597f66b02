import type { Run } from '@overlap/mock-server'
import * as fc from 'fast-check'
import { shown } from './shown.ts'

/**
 * How a call fails: the connection is refused, it drops within the body, or the body isn't the JSON
 * that it claims to be.
 */
export type CallFailure = 'refused' | 'reset-body' | 'garbage'

/** Draws how a call fails. */
export const callFailures: fc.Arbitrary<CallFailure> = fc.constantFrom(
  'refused',
  'reset-body',
  'garbage',
)

/** A condition, and the sentence that is true if it holds: what `diagnose` takes. */
export type Sentence = readonly [happened: boolean, sentence: string]

const texts: Readonly<Record<CallFailure, (call: string, ms: number) => string>> = {
  refused: (call, ms) => `The call for ${call} failed at ${ms} ms`,
  'reset-body': (call, ms) => `The connection dropped at ${ms} ms, within the body of ${call}`,
  garbage: (call, ms) => `The body of ${call}, which arrived at ${ms} ms, isn't JSON`,
}

/**
 * Says which call failed and when, as the beginning of a sentence.
 *
 * @param call - what was requested, such as `product 3`
 *
 * @example
 * ```ts
 * import { callFailureText } from '@overlap/scenarios'
 *
 * callFailureText('refused', 'product 3', 50) // → 'The call for product 3 failed at 50 ms'
 * ```
 */
export function callFailureText(kind: CallFailure, call: string, ms: number): string {
  return texts[kind](call, ms)
}

/** The name of the error with which `fetch` or `json()` rejects. */
const errorOf = (kind: CallFailure): string => (kind === 'garbage' ? 'SyntaxError' : 'TypeError')

/**
 * Whether it is the error with which `fetch` or `json()` rejects after such a failure, or wraps that
 * error: as its `cause`, or in its `errors`. The error of `fetch` has a cause; a copy of its message
 * has none, and doesn't count.
 *
 * @example
 * ```ts
 * import { carriesCallFailure } from '@overlap/scenarios'
 *
 * const cause = new SyntaxError('Unexpected token')
 * carriesCallFailure('garbage', new Error('could not load', { cause })) // → true
 * carriesCallFailure('refused', new TypeError('fetch failed')) // → false
 * ```
 */
export function carriesCallFailure(kind: CallFailure, error: unknown, depth = 0): boolean {
  if (!(error instanceof Error) || depth > 8) return false
  if (kind === 'garbage' && error instanceof SyntaxError) return true
  const { message, cause } = error
  if (error instanceof TypeError && isFetchMessage(message) && cause instanceof Error) {
    return kind !== 'garbage'
  }
  const errors = error instanceof AggregateError ? error.errors : []
  return [cause, ...errors].some((inside) => carriesCallFailure(kind, inside, depth + 1))
}

const kept = "Rethrow the call's error, or wrap it and keep it as the `cause`."
const swallowed =
  "Does a `catch` in your code swallow the call's error, so that the code after it has no value to work with?"

/** Whether it is an error of the language, as a line throws that works with a missing value. */
function isBug(error: Error | undefined): boolean {
  return (
    (error instanceof TypeError && !isFetchMessage(error.message)) ||
    error instanceof ReferenceError
  )
}

function isFetchMessage(message: string | undefined): boolean {
  return message === 'fetch failed' || message === 'terminated'
}

/**
 * Sentences about a promise that never settled after a call failed.
 *
 * @param text - from {@link callFailureText}
 *
 * @example
 * ```ts
 * import { simulate } from '@overlap/mock-server'
 * import { neverSettledSentences } from '@overlap/scenarios'
 *
 * const run = await simulate({}, () => new Promise(() => {}))
 * neverSettledSentences(run, 'refused', 'A call failed').map(([happened]) => happened) // → [false, true]
 * ```
 */
export function neverSettledSentences(
  run: Run<unknown>,
  kind: CallFailure,
  text: string,
): Sentence[] {
  const never = run.outcome === 'never-settles'
  return [
    [
      never && run.unhandled.some((error) => carriesCallFailure(kind, error)),
      `${text}, and your promise never settled: the error rejected a promise that nothing handles. In ` +
        'Node, such an unhandled rejection ends the process. Make that error reject the promise that ' +
        'you return.',
    ],
    [
      never,
      `${text}, but your promise never settled, so your caller waits forever. Let the error reject your ` +
        'promise.',
    ],
  ]
}

/**
 * Sentences about the ways to lose the error of a failed call before it reaches the caller.
 *
 * @param text - from {@link callFailureText}
 *
 * @example
 * ```ts
 * import { simulate } from '@overlap/mock-server'
 * import { lostErrorSentences } from '@overlap/scenarios'
 *
 * const run = await simulate({}, () => Promise.reject(new Error('no page')))
 * const [, , [lost]] = lostErrorSentences(run, 'refused', 'A call failed')
 * lost // → true
 * ```
 */
export function lostErrorSentences(
  run: Run<unknown>,
  kind: CallFailure,
  text: string,
): [Sentence, Sentence, Sentence] {
  const lost = !carriesCallFailure(kind, run.reason)
  const reason = run.reason instanceof Error ? run.reason : undefined
  return [
    [
      lost && typeof reason?.cause === 'string',
      `${text}, and the \`cause\` of your error is only the text ${shown(reason?.cause)}. The type, ` +
        `the stack and the code of the ${errorOf(kind)} are lost. Keep the error itself as the \`cause\`.`,
    ],
    [
      lost && isFetchMessage(reason?.message),
      `${text}, but your promise rejected with a new error that has only the message of the old one. ` +
        'The `cause`, which says why the connection failed, is lost. Rethrow the error itself, or wrap ' +
        'it and keep it as the `cause`.',
    ],
    [
      lost,
      `${text}, but your promise rejected with ${shown(run.reason)} instead of the call's ` +
        `${errorOf(kind)}. ${isBug(reason) ? swallowed : kept}`,
    ],
  ]
}
