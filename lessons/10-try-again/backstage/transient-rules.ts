import { getJson, HttpError } from '@overlap/lesson-05'
import { audited, simulate, type FailureInput } from '@overlap/mock-server'
import { shown } from '@overlap/scenarios'
import { diagnose } from '@overlap/trace'
import type { Retry } from './play.ts'
import { times } from './retry-rules.ts'

/** The learner's `isTransient`. */
type IsTransient = (error: unknown) => boolean

/** A failure that lasts: of the network, or an error that `fn` throws. */
export type Failing =
  | { readonly kind: 'status'; readonly status: number }
  | { readonly kind: 'reset' | 'refused' | 'garbage' }
  | { readonly kind: 'throws'; readonly error: unknown }

const transientStatuses = [408, 425, 429, 502, 503, 504]

const status = (status: number): Failing => ({ kind: 'status', status })
const throws = (error: unknown): Failing => ({ kind: 'throws', error })

const timeout = new DOMException('the attempt took too long', 'TimeoutError')

export const failings: readonly Failing[] = [
  status(503),
  status(400),
  { kind: 'reset' },
  status(404),
  status(429),
  status(500),
  ...[408, 425, 502, 504, 501, 409, 422].map(status),
  { kind: 'refused' },
  { kind: 'garbage' },
  throws(new DOMException('This operation was aborted', 'AbortError')),
  throws(timeout),
  throws(new TypeError("Cannot read properties of undefined (reading 'id')")),
  throws(undefined),
  throws(null),
  throws('a string'),
]

function isWanted(failing: Failing): boolean {
  if (failing.kind === 'status') return transientStatuses.includes(failing.status)
  if (failing.kind === 'throws') return failing.error === timeout
  return failing.kind !== 'garbage'
}

/** Why another attempt could succeed, or why not. */
function why(failing: Failing, wanted: boolean): string {
  if (failing.kind === 'throws' && !wanted) {
    return failing.error instanceof DOMException
      ? '`isTransient` must be false for an `AbortError`: someone aborted that call on purpose.'
      : 'An error in your own code is the same on every attempt.'
  }
  if (failing.kind === 'throws') return 'The attempt timed out, and the next one may be faster.'
  if (failing.kind === 'garbage')
    return 'The server did answer, and its next answer would be the same.'
  if (failing.kind !== 'status') return 'The network may be back the next time.'
  if (wanted) return 'This status means "not now".'
  return failing.status < 500
    ? 'Something is wrong with the request, and it will still be wrong the next time.'
    : 'Not every 5xx is temporary. Retry only after the six statuses in the task.'
}

/** Calls `retry` with its default `shouldRetry`, while every attempt fails in this way. */
export async function judgeDefault(
  retry: Retry,
  isTransient: IsTransient,
  failing: Failing,
): Promise<void> {
  const wanted = isWanted(failing)
  const failures: FailureInput[] = failing.kind === 'throws' ? [] : [failing]
  let attempts = 0
  const again = audited(retry)
  const run = await simulate({ latency: 100, failures }, (api) =>
    again(
      ({ signal }) => {
        attempts += 1
        if (attempts > 20) return new Promise<never>(() => {})
        if (failing.kind === 'throws') throw failing.error
        return getJson(api.url('/products/3'), { signal })
      },
      { delayMs: 50 },
    ),
  )
  const error = failing.kind === 'throws' ? failing.error : run.reason
  const what = `Every attempt failed with ${failing.kind === 'throws' ? shown(error) : nameOf(failing)}`
  const reason = why(failing, wanted)
  const said = ask(isTransient, error)
  const isKnown = failing.kind === 'throws' || run.outcome === 'rejected'
  diagnose(run, [
    [
      isKnown && wanted && said.value === true && attempts < 3,
      `${what}. Your \`isTransient\` returns true for it, but you called \`fn\` ${attempts === 1 ? 'only once' : times(attempts)}. ` +
        '`isTransient` is the default of `shouldRetry`: retry if it returns true.',
    ],
    [
      isKnown && !wanted && said.value === false && attempts > 1,
      `${what}. Your \`isTransient\` returns false for it, but you called \`fn\` ${times(attempts)}. By default, ` +
        '`shouldRetry` is `isTransient`: call it after each failure. If you get a promise, await it.',
    ],
    [
      wanted && attempts < 3,
      `${what}, but you called \`fn\` ${attempts === 1 ? 'only once' : times(attempts)}. ${reason} Retry after this ` +
        'error.',
    ],
    [
      !wanted && attempts > 1,
      `${what}, and you called \`fn\` ${times(attempts)}. ${reason} Don't retry after this error.`,
    ],
    [
      attempts > 3,
      `${what}, and you called \`fn\` ${times(attempts)}. The default is 2 retries, so 3 attempts.`,
    ],
    [
      run.outcome !== 'rejected',
      `${what}, but your promise ${run.outcome === 'fulfilled' ? 'resolved' : 'never settled'}. Throw ` +
        'the last error.',
    ],
  ])
  diagnose(run, [
    [
      'thrown' in said,
      `\`isTransient(${bare(error)})\` threw ${shown(said.thrown)}. Anything can be thrown, also ` +
        '`undefined`: check what it is with `instanceof`.',
    ],
    [
      failing.kind === 'throws' && !Object.is(run.reason, error),
      `${what}, but your promise rejected with ${shown(run.reason)}. Throw the error itself.`,
    ],
    [
      said.value instanceof Promise,
      '`isTransient` returned a promise, and a promise is always truthy. It must not be async.',
    ],
    [
      Boolean(said.value) !== wanted,
      `\`isTransient\` returned ${shown(said.value)} for ${shown(error)}. ${reason}`,
    ],
  ])
}

/** What `isTransient` returned or threw. `null` and other values have no `status` and no `name`. */
function ask(isTransient: IsTransient, error: unknown): { value?: unknown; thrown?: unknown } {
  try {
    return { value: isTransient(error) }
  } catch (thrown) {
    return { thrown }
  }
}

/** Asks `isTransient` about every status of an error. */
export async function judgeStatuses(isTransient: IsTransient): Promise<void> {
  const run = await simulate({}, () => {})
  for (let code = 400; code < 600; code += 1) {
    const error = new HttpError(
      'http://shop.test/products/3',
      new Response(null, { status: code }),
      '',
    )
    const { value } = ask(isTransient, error)
    const wanted = transientStatuses.includes(code)
    diagnose(run, [
      [
        Boolean(value) !== wanted,
        `\`isTransient\` returned ${shown(value)} for an \`HttpError\` with status ${code}. ` +
          why(status(code), wanted),
      ],
    ])
  }
}

const bare = (error: unknown): string => shown(error).slice(1, -1)

function nameOf(failing: Exclude<Failing, { kind: 'throws' }>): string {
  if (failing.kind === 'status') return `an \`HttpError\` with status ${failing.status}`
  return failing.kind === 'garbage' ? 'a `ParseError`' : 'a `NetworkError`'
}
