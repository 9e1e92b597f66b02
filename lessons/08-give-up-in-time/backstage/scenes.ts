import { fc, reasons, shown } from '@overlap/scenarios'

/** What the work does, how long it may take, and when the caller aborts. */
export interface Scene {
  /**
   * `call`: a request and the reading of its body. `at once`: no call, and often no promise either.
   * `wait`: no call, because `fetch` leaves a listener on its signal for a while.
   */
  readonly manner: 'call' | 'wait' | 'at once'
  /** When the headers arrive, and how much later the body does. `Infinity`: never. */
  readonly headersMs: number
  readonly bodyMs: number
  readonly end: 'returns' | 'throws' | 'rejects' | 'returns a thenable'
  /** What the work returns or throws. */
  readonly value: unknown
  /** What the work does when its signal aborts. */
  readonly onAbort: 'stops' | 'cleans up' | 'goes on' | 'returns' | 'throws its own error'
  readonly timeoutMs: number
  /** When the caller's signal aborts; -1: before the function is called. Missing: it never aborts. */
  readonly abortMs?: number
  readonly reason?: unknown
  /** What the option `signal` is, if the caller never aborts. */
  readonly signal: 'missing' | 'undefined' | 'a signal'
  /** Whether two other calls of the function are running. */
  readonly beside: boolean
}

/** A call whose headers arrive after 100 ms and whose body arrives 50 ms later. It may take 300 ms. */
export const scene = (more: Partial<Scene> = {}): Scene => ({
  manner: 'call',
  headersMs: 100,
  bodyMs: 50,
  end: 'returns',
  value: { id: 3 },
  onAbort: 'stops',
  timeoutMs: 300,
  signal: 'missing',
  beside: false,
  ...more,
})

export const left = new Error('the user left the page')

/** An error of the work's own, with the name that an abort or a timeout has. */
export const inner = (name: string): DOMException => new DOMException('the connection broke', name)

/** How long work that cleans up does so when its signal aborts. */
export const CLEAN_UP_MS = 40

/** When the work ends by itself. */
export function endOf({ manner, headersMs, bodyMs }: Scene): number {
  return manner === 'at once' ? 0 : headersMs + bodyMs
}

/** What comes first, and when. No two events happen at the same moment. */
export function first(scene: Scene): { readonly what: 'end' | 'timeout' | 'abort'; atMs: number } {
  const { timeoutMs, abortMs = Infinity } = scene
  const atMs = Math.min(endOf(scene), timeoutMs, Math.max(abortMs, 0))
  if (abortMs <= atMs) return { what: 'abort', atMs }
  return { what: endOf(scene) === atMs ? 'end' : 'timeout', atMs }
}

const tens = (min: number, max: number): fc.Arbitrary<number> =>
  fc.integer({ min, max }).map((n) => 10 * n)

/** Draws what is returned or thrown: also values that are easily mistaken for "nothing". */
const values = fc.oneof(fc.constantFrom<unknown>('sold out', [], true), reasons)

const base = {
  end: fc.constantFrom<Scene['end']>('returns', 'throws'),
  value: values,
  onAbort: fc.constant<Scene['onAbort']>('stops'),
  signal: fc.constantFrom<Scene['signal']>('missing', 'undefined', 'a signal'),
  beside: fc.boolean(),
}

const anyCall = fc.record({
  ...base,
  end: fc.constantFrom<Scene['end']>('returns', 'throws', 'returns a thenable'),
  manner: fc.constant('call' as const),
  headersMs: tens(1, 30),
  bodyMs: fc.oneof(tens(1, 30), fc.constant(0)),
})

const atOnce = fc.record({
  ...base,
  manner: fc.constant('at once' as const),
  headersMs: fc.constant(0),
  bodyMs: fc.constant(0),
  end: fc.constantFrom<Scene['end']>('returns', 'throws', 'rejects', 'returns a thenable'),
})

type Work = Omit<Scene, 'timeoutMs'>

const inTime = (work: Work, spareMs: number): Scene => ({
  ...work,
  timeoutMs: endOf(work as Scene) + spareMs,
})

/** Draws work that ends in time, sometimes only 5 ms before its timeout. */
export const timely: fc.Arbitrary<Scene> = fc
  .record({
    work: fc.oneof<fc.Arbitrary<Work>[]>(anyCall, anyCall, atOnce),
    spareMs: fc.constantFrom(5, 45, 995, 60_005),
  })
  .map(({ work, spareMs }) => inTime(work, spareMs))

/** Draws calls that take too long: no headers, late headers, no body, or a late body. */
export const late: fc.Arbitrary<Scene> = fc
  .record({
    work: anyCall,
    part: fc.constantFrom(0.2, 0.5, 0.9),
    never: fc.constantFrom(undefined, undefined, 'headersMs' as const, 'bodyMs' as const),
  })
  .map(({ work, part, never }) => {
    const timeoutMs = 10 * Math.floor((endOf(work as Scene) * part) / 10) + 5
    return { ...work, timeoutMs, ...(never && { [never]: Infinity }) }
  })

/** Draws callers that abort before the work has ended and before time is up. */
export const aborted: fc.Arbitrary<Scene> = fc
  .record({
    scene: fc.oneof(
      late,
      anyCall.map((work) => inTime(work, 5)),
    ),
    part: fc.constantFrom(-1, 0, 0.3, 0.6, 0.95),
    reason: reasons,
  })
  .map(({ scene, part, reason }) => {
    const { atMs } = first(scene)
    const abortMs = part < 0 ? -1 : 10 * Math.floor((atMs * part) / 10) + 3
    return { ...scene, abortMs, reason }
  })

/** Draws calls that clean up for a while when they are aborted. Meanwhile, the caller aborts or time is up, too. */
export const contested: fc.Arbitrary<Scene> = fc
  .record({
    headersMs: tens(1, 30),
    tenMs: tens(3, 40),
    gapMs: fc.constantFrom(-22, -2, 8, 28),
    reason: reasons,
  })
  .map(({ headersMs, tenMs, gapMs, reason }) => {
    const timeoutMs = tenMs + 5
    const both = { timeoutMs, abortMs: timeoutMs + gapMs, reason }
    return scene({ headersMs, bodyMs: Infinity, onAbort: 'cleans up', ...both })
  })

/** Draws work that ends, fails, takes too long or is aborted while its caller keeps the signal. */
export const anyEnding: fc.Arbitrary<Scene> = fc
  .oneof(
    timely,
    late,
    aborted,
    timely.map((one) => ({ ...one, abortMs: endOf(one) + 3, reason: left })),
  )
  .map((one) => ({ ...one, ...waits(one), signal: 'a signal', beside: false }))

/** The same without a call. */
function waits({ manner }: Pick<Scene, 'manner'>): Pick<Scene, 'manner'> {
  return { manner: manner === 'call' ? 'wait' : manner }
}

/** Draws work that ignores its signal, or that settles differently on an abort. */
export const stubborn: fc.Arbitrary<Scene> = fc
  .record({
    scene: fc.oneof(
      late,
      aborted.filter(({ abortMs = 0 }) => abortMs > 0),
    ),
    onAbort: fc.constantFrom<Scene['onAbort']>(
      'goes on',
      'goes on',
      'returns',
      'throws its own error',
    ),
  })
  .map(({ scene, onAbort }) => ({ ...scene, onAbort }))

/** A scene in a few words. */
export function tell(scene: Scene): string {
  const { manner, end, value, timeoutMs, abortMs } = scene
  const verb = end.startsWith('returns') ? 'returns' : 'throws'
  const what =
    manner === 'at once'
      ? `work that ${verb} ${shown(value)} at once`
      : endOf(scene) === Infinity
        ? 'a call that never ends'
        : `a call of ${endOf(scene)} ms`
  const abort =
    abortMs === undefined ? '' : abortMs < 0 ? ', aborted before' : `, aborted at ${abortMs} ms`
  return `${what} and \`timeoutMs: ${timeoutMs}\`${abort}`
}
