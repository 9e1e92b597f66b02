import type { Fault, Run } from '@overlap/mock-server'
import { fc, shown } from '@overlap/scenarios'
import { diagnose } from '@overlap/trace'
import { HttpError, NetworkError, ParseError } from '../errors.ts'
import type { Loaded } from './play.ts'
import { causeOf, chainOf, ending, reasonOf } from './words.ts'

/** Draws how a call gets no answer at all. */
export const noAnswers: fc.Arbitrary<Fault> = fc.constantFrom<Fault>(
  { kind: 'refused' },
  { kind: 'dns' },
  { kind: 'connect-timeout' },
  { kind: 'reset' },
  { kind: 'empty' },
  { kind: 'not-http' },
)

/** Draws how a body breaks off. */
export const brokenBodies: fc.Arbitrary<Fault> = fc.oneof(
  fc.record({
    kind: fc.constantFrom('reset-body' as const, 'truncated' as const, 'malformed-chunk' as const),
    afterBytes: fc.constantFrom(0, 1, 20),
  }),
  fc.constantFrom<Fault>({ kind: 'reset-body' }, { kind: 'wrong-length', byBytes: 10 }),
)

const texts: Partial<Record<Fault['kind'], string>> = {
  refused: 'The connection was refused',
  dns: 'The host name was not found',
  'connect-timeout': 'The connection never opened',
  reset: 'The connection was reset before an answer came',
  empty: 'The connection was closed without an answer',
  'not-http': "The server sent bytes that aren't HTTP",
}

/** Diagnoses how a call ended that got no answer. */
export function diagnoseNoAnswer(run: Run<unknown>, { plan, result }: Loaded): void {
  const happened = texts[plan.fault!.kind] ?? 'No answer came'
  const isResolved = result?.status === 'fulfilled'
  const reason = reasonOf(result)
  diagnose(run, [
    [
      isResolved,
      `${happened}, but your promise ${ending(result)}. Your caller can't see that something failed. ` +
        'Reject with a NetworkError.',
    ],
    [
      reason instanceof HttpError,
      `${happened}, and your promise rejected with an HttpError, as if the server had answered. An ` +
        'HttpError tells your caller that the request arrived, and here it may not have. Reject with a ' +
        'NetworkError.',
    ],
    [
      reason instanceof ParseError,
      `${happened}, and your promise rejected with a ParseError. No body arrived, so there was nothing ` +
        'to parse.',
    ],
    [
      isReadOfUndefined(reason),
      `${happened}, so \`fetch\` rejected. Your code caught that error and went on without a response, ` +
        `until it threw \`${String(reason)}\`. Throw a NetworkError where you catch the error.`,
    ],
    [
      isFetchError(reason) && plan.fault!.kind === 'not-http',
      `${happened}, and the TypeError of \`fetch\` reached your caller. Its \`cause\` has a property ` +
        '`code`, but the value is undefined. Check that the property exists, not its value, and reject ' +
        'with a NetworkError.',
    ],
    [
      isFetchError(reason),
      `${happened}, and the TypeError of \`fetch\` reached your caller, who can't tell it from a bug ` +
        'in the program. Catch it (with an `await` inside the `try`), and throw a NetworkError that has ' +
        'it as its `cause`.',
    ],
    [
      !(reason instanceof NetworkError),
      `${happened}, but your promise ${ending(result)}. Reject with a \`NetworkError\`, which your ` +
        'caller can tell from other errors.',
    ],
  ])
  diagnoseCause(run, happened, reason)
}

/** Diagnoses how a call ended whose body broke off. */
export function diagnoseHalfABody(run: Run<unknown>, { calls, result }: Loaded): void {
  const { status = 0, endMs, headersMs } = calls[0] ?? {}
  const isErrorStatus = status >= 400
  const happened =
    `The server answered ${status} at ${headersMs} ms, and the connection broke in the body at ` +
    `${endMs} ms`
  const reason = reasonOf(result)
  const cause = causeOf(reason)
  // The status has arrived, so an HttpError is true, too.
  if (isErrorStatus && reason instanceof HttpError && reason.status === status) return
  diagnose(run, [
    [
      result?.status === 'fulfilled',
      `${happened}, but your promise ${ending(result)}. Reject with a NetworkError.`,
    ],
    [
      reason instanceof ParseError,
      `${happened}, but your promise rejected with a ParseError. \`response.json()\` and ` +
        '`response.text()` read the body from the network first. If that fails, nothing has been parsed.',
    ],
    [
      isFetchError(reason) && isFromTheNetwork(cause) && cause.code === undefined,
      `${happened}. The bare \`${String(reason)}\` reached your caller. The \`code\` of its ` +
        "`cause` is undefined, which happens whenever a response isn't valid HTTP. After the headers, " +
        'treat every failure as a network failure, unless the signal aborted.',
    ],
    [
      isFetchError(reason),
      `${happened}. The bare \`${String(reason)}\` reached your caller. Unless the signal aborted, ` +
        'treat every failure to read a body as a network failure: catch it (with an `await` inside the ' +
        '`try`) and throw a NetworkError.',
    ],
    [
      reason instanceof HttpError && !isErrorStatus,
      `${happened}, but your promise ${ending(result)}. ${status} isn't an error status, so reject with ` +
        'a NetworkError.',
    ],
    [
      reason instanceof HttpError,
      `${happened}, but the \`status\` of your HttpError is ${shown((reason as HttpError).status)}. ` +
        'Pass the response itself: `HttpError(url, response, body)`.',
    ],
    [
      !(reason instanceof NetworkError),
      `${happened}, but your promise ${ending(result)}. No complete answer came, so reject with a ` +
        'NetworkError.',
    ],
  ])
  diagnoseCause(run, happened, reason)
}

function diagnoseCause(run: Run<unknown>, happened: string, error: unknown): void {
  const cause = causeOf(error)
  const { url }: { readonly url: unknown } = error as NetworkError
  const [called] = run.trace.calls.filter((call) => call.url === url)
  diagnose(run, [
    [
      cause === undefined,
      `${happened}, but your NetworkError has no \`cause\`. The log can't say why the call failed: ` +
        'refused, reset, no such host? Keep the error that you caught as the `cause`.',
    ],
    [
      typeof cause === 'string',
      `${happened}, and the \`cause\` of your NetworkError is only the text \`${String(cause)}\`. The ` +
        'type, the code and the stack are lost. Keep the error itself.',
    ],
    [
      !chainOf(cause).some(isFromTheNetwork),
      `${happened}, but the \`cause\` of your NetworkError isn't the error of the call. Keep the error ` +
        'that you caught as the `cause`.',
    ],
    [
      isFromTheNetwork(cause),
      `${happened}, but the \`cause\` of your NetworkError is ${shown(cause)}, which is only the ` +
        '`cause` of the error that you caught. Keep the error that you caught, which contains it.',
    ],
    [
      !isFetchError(cause),
      `${happened}, but the \`cause\` of your NetworkError is ${shown(cause)}, which wraps the error ` +
        'that you caught. Keep that error itself as the `cause`.',
    ],
    [
      called === undefined,
      `${happened}, but the \`url\` of your NetworkError is ${shown(url)}, which wasn't requested.`,
    ],
  ])
}

/** Whether `fetch` or the body rejected with this error because the network failed. */
function isFetchError(error: unknown): boolean {
  return (
    error instanceof TypeError &&
    (error.message === 'fetch failed' || error.message === 'terminated')
  )
}

/** Whether this is the error of the network itself: the cause of the TypeError. */
function isFromTheNetwork(error: unknown): error is Error & { readonly code: unknown } {
  return error instanceof Error && 'code' in error
}

function isReadOfUndefined(error: unknown): boolean {
  return error instanceof TypeError && /^Cannot (read|destructure) propert/.test(error.message)
}
