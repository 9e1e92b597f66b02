import { HttpError } from '@overlap/lesson-05'
import { fc, reasons } from '@overlap/scenarios'
import type { Call, Trace } from '@overlap/trace'

/** What `fn` does, which options `retry` gets, and when the caller aborts. */
export interface Scene {
  /** How many attempts fail before one succeeds. */
  readonly failures: number
  /** What the attempts throw, in turn. After the last error comes the first again. */
  readonly errors: readonly unknown[]
  /** What the attempt that succeeds returns. */
  readonly value: unknown
  /** `at once`: no call is made. A failure is thrown before there is a promise, a value is plain. */
  readonly manner: 'calls' | 'at once'
  readonly latencyMs: number
  /** Missing or `undefined`: the default. */
  readonly retries?: number | undefined
  readonly delayMs?: number | undefined
  /** When the caller's signal aborts; -1: before `retry` is called. `undefined`: there is no signal. */
  readonly abortMs?: number
  readonly reason?: unknown
  /** What an attempt does when its signal aborts. Default: its call stops, and it rejects. */
  readonly onAbort?: 'stops' | 'wraps the error' | 'ignores its signal'
}

/** The longest delay that `setTimeout` accepts. */
export const longestMs = 2 ** 31 - 1

/** More attempts than any scene makes. */
export const ALWAYS = 1000

/** What a call throws that was answered with 503: a new error each time. */
const unavailable = (): HttpError =>
  new HttpError('http://shop.test/products/3', new Response(null, { status: 503 }), '')

/** A scene with calls of 100 ms. Its errors are different objects. */
export const scene = (failures: number, more: Partial<Scene> = {}): Scene => ({
  failures,
  errors: [unavailable(), unavailable(), unavailable(), unavailable()],
  value: 'the result',
  manner: 'calls',
  latencyMs: 100,
  ...more,
})

/** Draws what is returned: also values that are easily mistaken for "nothing". */
const values = fc.constantFrom<unknown>('a result', { id: 3 }, undefined, null, 0, '', false)

const tens = (min: number, max: number): fc.Arbitrary<number> =>
  fc.integer({ min, max }).map((n) => 10 * n)

/** Draws scenes without an abort. Attempts of `calls` end at different moments than those `at once`. */
export const scenes: fc.Arbitrary<Scene> = fc.record(
  {
    failures: fc.constantFrom(0, 1, 2, 3, 4, ALWAYS, ALWAYS),
    errors: fc.array(reasons, { minLength: 1, maxLength: 4 }),
    value: values,
    manner: fc.constantFrom('calls' as const, 'calls' as const, 'at once' as const),
    latencyMs: tens(1, 20),
    retries: fc.constantFrom(0, 1, 2, 3, 5, undefined),
    delayMs: fc.oneof(fc.constantFrom(0, undefined), tens(1, 40), tens(1, 40)),
  },
  { requiredKeys: ['failures', 'errors', 'value', 'manner', 'latencyMs'] },
)

/** Draws scenes in which the caller aborts before `retry` would settle: in a call or in a pause. */
export const abortedScenes: fc.Arbitrary<Scene> = fc
  .record({
    scene: fc.record({
      failures: fc.constantFrom(0, 1, 2, ALWAYS),
      errors: fc.array(reasons, { minLength: 1, maxLength: 3 }),
      value: values,
      manner: fc.constant('calls' as const),
      latencyMs: tens(2, 10),
      retries: fc.constantFrom(0, 1, 2, 3),
      delayMs: tens(2, 30),
      reason: reasons,
      onAbort: fc.constantFrom('stops' as const, 'wraps the error' as const),
    }),
    part: fc.integer({ min: -1, max: 9 }),
  })
  .map(({ scene, part }) => ({ ...scene, abortMs: part < 0 ? -1 : partOf(scene, part / 10) }))

/** A moment at which nothing else happens. */
function partOf(scene: Scene, part: number): number {
  return Math.floor((expected(scene).endMs * part) / 10) * 10 + 3
}

/** How a scene has to end if nobody aborts it. */
export function expected(scene: Scene) {
  const { failures, errors, retries = 2, delayMs = 100, latencyMs, manner } = scene
  const attempts = Math.min(failures, retries) + 1
  const tookMs = manner === 'calls' ? latencyMs : 0
  const sentMs = Array.from({ length: attempts }, (_, i) => i * (tookMs + delayMs))
  const fails = failures > retries
  return {
    attempts,
    sentMs,
    endMs: sentMs.at(-1)! + tookMs,
    fails,
    /** What the promise rejects with if it fails. */
    error: errors[(attempts - 1) % errors.length],
  }
}

/** The calls as they should have been sent, for the picture above the ones that were seen. */
export function wantedTrace(trace: Trace, scene: Scene): Trace | undefined {
  const like = trace.calls[0]
  if (like === undefined) return undefined
  const { sentMs, endMs, fails } = expected(scene)
  const calls = sentMs.map((atMs, i): Call => {
    const isOk = i === sentMs.length - 1 && !fails
    const over = { headersMs: atMs + scene.latencyMs, endMs: atMs + scene.latencyMs }
    const { server: _, error: __, ...copy } = like
    return {
      ...copy,
      ...over,
      id: i,
      attempt: i + 1,
      sentMs: atMs,
      outcome: isOk ? 'ok' : 'http-error',
      status: isOk ? 200 : 503,
      statusText: isOk ? 'OK' : 'Service Unavailable',
    }
  })
  return { ...trace, calls, nowMs: endMs, marks: [] }
}

/** A scene in a few words. */
export function tell({ failures, retries, abortMs }: Scene): string {
  const what = failures === ALWAYS ? 'an `fn` that always fails' : failing(failures)
  const options = retries === undefined ? '' : ` and \`retries: ${retries}\``
  const abort = abortMs === undefined ? '' : abortMs < 0 ? ', aborted before' : ', aborted'
  return `${what}${options}${abort}`
}

function failing(failures: number): string {
  if (failures === 0) return 'an `fn` that succeeds'
  return failures === 1 ? 'an `fn` that fails once' : `an \`fn\` that fails ${failures} times`
}
