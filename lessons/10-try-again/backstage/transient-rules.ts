import { getJson } from '@overlap/lesson-05'
import { audited, simulate, type FailureInput } from '@overlap/mock-server'
import { fc, shown } from '@overlap/scenarios'
import { diagnose } from '@overlap/trace'
import type { Played, Retry } from './play.ts'
import { times } from './retry-rules.ts'
import { expected, type Scene } from './scenes.ts'

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

/** Draws statuses, most of which mean that the same call will fail again. `fetch` rejects on a 407. */
export const drawnFailings: fc.Arbitrary<Failing> = fc
  .integer({ min: 400, max: 599 })
  .filter((drawn) => drawn !== 407)
  .map(status)

export const tellFailing = (failing: Failing): string =>
  failing.kind === 'status' ? `status ${failing.status}` : failing.kind

function isWanted(failing: Failing): boolean {
  if (failing.kind === 'status') return transientStatuses.includes(failing.status)
  if (failing.kind === 'throws') return failing.error === timeout
  return failing.kind !== 'garbage'
}

/** Why an error is, or isn't, worth another attempt. */
function why(failing: Failing, wanted: boolean): string {
  if (failing.kind === 'throws' && !wanted) {
    return failing.error instanceof DOMException
      ? 'An aborted call has not failed: whoever aborted it wants no further attempt.'
      : 'An error that the network did not cause comes back with every attempt.'
  }
  if (failing.kind === 'throws') return 'The attempt gave up in time; the next one may be faster.'
  if (failing.kind === 'garbage')
    return 'The server did answer, and the same call gets that answer again.'
  if (failing.kind !== 'status') return 'No answer came. The network may work again the next time.'
  if (wanted) return 'This status means "not now".'
  return failing.status < 500
    ? 'Something is wrong with the request, and it will still be wrong the next time.'
    : 'Not every status from 500 up is temporary: the task lists those that are.'
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
  diagnose(run, [
    [
      wanted && attempts < 3,
      `${what}, and \`fn\` was called ${times(attempts)}. ${reason} Retry after this error.`,
    ],
    [
      !wanted && attempts > 1,
      `${what}, and \`fn\` was called ${times(attempts)}. ${reason} Don't retry after this error.`,
    ],
    [
      attempts > 3,
      `${what}, and \`fn\` was called ${times(attempts)}. The default is 2 retries, so 3 attempts.`,
    ],
    [
      run.outcome !== 'rejected',
      `${what}, but your promise ${run.outcome === 'fulfilled' ? 'resolved' : 'never settled'}. Throw ` +
        'the last error.',
    ],
    [
      failing.kind === 'throws' && !Object.is(run.reason, error),
      `${what}, but your promise rejected with ${shown(run.reason)}. Throw the error itself.`,
    ],
  ])
  // `null` and other values have no `status` and no `name`.
  const said: { value?: unknown; thrown?: unknown } = {}
  try {
    said.value = isTransient(error)
  } catch (thrown) {
    said.thrown = thrown
  }
  diagnose(run, [
    [
      'thrown' in said,
      `\`isTransient(${bare(error)})\` threw ${shown(said.thrown)}. Anything can be thrown, also ` +
        '`undefined`: check what it is with `instanceof`.',
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

const bare = (error: unknown): string => shown(error).slice(1, -1)

function nameOf(failing: Exclude<Failing, { kind: 'throws' }>): string {
  if (failing.kind === 'status') return `status ${failing.status}`
  return failing.kind === 'garbage' ? 'a body that is not JSON' : 'a broken connection'
}

/** What `shouldRetry` was called with. */
export interface Asked {
  readonly error: unknown
  readonly attempt: unknown
  /** How many attempts had begun. */
  readonly begun: number
}

/** The answers of `shouldRetry` decide. `yes` says how many times it returns true, before a false. */
export function diagnoseAnswers(
  { run, attempts }: Played,
  asked: readonly Asked[],
  scene: Scene,
  yes: number,
): void {
  const { retries = 2, errors } = scene
  const came = attempts.length
  const wanted = Math.min(expected(scene).attempts, yes + 1)
  const wrongError = asked.find(
    ({ error, begun }) => !Object.is(error, errors[(begun - 1) % errors.length]),
  )
  const wrongNumber = asked.find(({ attempt, begun }) => attempt !== begun)
  diagnose(run, [
    [
      came > wanted && asked.length === 0,
      'Your caller passed its own `shouldRetry`, but you never called it. Ask it after each failure; ' +
        '`isTransient` is only the default.',
    ],
    [
      came > wanted && wanted <= yes,
      `\`fn\` was called ${times(came)}, although only ${wanted} attempts were allowed.`,
    ],
    [
      came > wanted,
      `\`shouldRetry\` returned false after attempt ${wanted}, but \`fn\` was called again. Throw the ` +
        'error then.',
    ],
    [
      came < wanted && asked.length < came,
      `\`shouldRetry\` would have returned true for ${shown(errors[came - 1])}, but you didn't call it. Your ` +
        'caller decides which errors to retry; `isTransient` is only the default.',
    ],
    [
      came < wanted && came === retries,
      `\`shouldRetry\` returned true, but with \`retries: ${retries}\` there were only ${came} attempts.`,
    ],
    [
      came < wanted,
      `\`shouldRetry\` returned true after attempt ${came}, but \`fn\` wasn't called again.`,
    ],
    [
      wrongError !== undefined,
      `\`shouldRetry\` got ${shown(wrongError?.error)} as its error, but attempt ${wrongError?.begun} had ` +
        `failed with ${shown(errors[((wrongError?.begun ?? 1) - 1) % errors.length])}. Pass the error as it is.`,
    ],
    [
      wrongNumber !== undefined,
      `\`shouldRetry\` got ${shown(wrongNumber?.attempt)} as the attempt, but attempt ` +
        `${wrongNumber?.begun} had failed. Call \`shouldRetry(error, attempt)\`.`,
    ],
    [
      run.outcome !== 'rejected' && scene.failures >= wanted,
      `Attempt ${wanted} failed and no other followed, but your promise ` +
        `${run.outcome === 'fulfilled' ? 'resolved' : 'never settled'}. Throw the last error.`,
    ],
    [
      scene.failures >= wanted && !Object.is(run.reason, errors[(wanted - 1) % errors.length]),
      `Attempt ${wanted} failed with ${shown(errors[(wanted - 1) % errors.length])}, but your promise ` +
        `rejected with ${shown(run.reason)}. Throw the last error itself.`,
    ],
  ])
}
