import { fc, shown } from '@overlap/scenarios'
import {
  ALMOST_ONE,
  drawWaits,
  isNear,
  mostOf,
  msText,
  say,
  type Backoff,
  type Scene,
} from './draw-wait.ts'
import { anyWait } from './wait-rules.ts'
import type { Answer } from '../types.ts'

/** The learner's `retryAfterMs`. */
export type Read = (answer: Answer, nowMs: number) => number | undefined

/** A header, and how long it asks to wait. */
export interface HeaderScene {
  readonly value: string | undefined
  readonly kind: 'seconds' | 'date' | 'past' | 'nonsense' | 'nothing' | 'too long'
  readonly wantedMs: number | undefined
  readonly nowMs: number
  /** Whether the headers come alone, or in a response. */
  readonly alone: boolean
}

const LONGEST_MS = 2 ** 31 * 1000
const NOON_MS = Date.UTC(2026, 9, 12, 12)

/** The three forms of an HTTP date. */
function datesOf(ms: number): string[] {
  const fixed = new Date(ms).toUTCString()
  const [weekday = '', day = '', month = '', year = '', time = ''] = fixed.split(' ')
  const name = new Date(ms).toLocaleDateString('en', { weekday: 'long', timeZone: 'UTC' })
  return [
    fixed,
    `${name}, ${day}-${month}-${year.slice(2)} ${time} GMT`,
    `${weekday.slice(0, 3)} ${month} ${day.replace(/^0/u, ' ')} ${time} ${year}`,
  ]
}

const header = (
  kind: HeaderScene['kind'],
  value: string | undefined,
  wantedMs: number | undefined,
): Omit<HeaderScene, 'alone'> => ({ kind, value, wantedMs, nowMs: NOON_MS })

const date = (seconds: number, form: number): Omit<HeaderScene, 'alone'> => {
  const value = datesOf(NOON_MS + seconds * 1000)[form] ?? ''
  return header(seconds < 0 ? 'past' : 'date', value, Math.max(0, seconds * 1000))
}

const nonsense = [
  '-5',
  '1.5',
  '3 days',
  '',
  '0x10',
  '1e3',
  'soon',
  '10, 20',
  '2026-10-12T12:01:00Z',
]

export const anyHeader: fc.Arbitrary<HeaderScene> = fc
  .tuple(
    fc.oneof(
      fc.nat({ max: 100_000 }).map((s) => header('seconds', String(s), s * 1000)),
      fc
        .tuple(fc.integer({ min: -100_000, max: 100_000 }), fc.nat({ max: 2 }))
        .map(([seconds, form]) => date(seconds, form)),
      fc.constantFrom(...nonsense).map((value) => header('nonsense', value, undefined)),
      fc.constant(header('nothing', undefined, undefined)),
    ),
    fc.boolean(),
  )
  .map(([scene, alone]) => ({ ...scene, alone }))

export const firstHeaders: readonly HeaderScene[] = [
  { ...header('seconds', '120', 120_000), alone: false },
  { ...date(60, 0), alone: false },
  { ...date(-3600, 0), alone: false },
  { ...header('nothing', undefined, undefined), alone: true },
  ...nonsense.map((value) => ({ ...header('nonsense', value, undefined), alone: false })),
  { ...header('too long', '9'.repeat(400), LONGEST_MS), alone: true },
  { ...header('too long', 'Fri, 31 Dec 9999 23:59:59 GMT', LONGEST_MS), alone: true },
  { ...header('seconds', '0', 0), alone: true },
]

/** Reads a header as it is, and nothing else. */
export function judgeHeader(
  read: Read,
  { value, kind, wantedMs, nowMs, alone }: HeaderScene,
): void {
  const headers = new Headers(value === undefined ? {} : { 'Retry-After': value })
  let ms: unknown
  try {
    ms = read(alone ? headers : new Response('', { status: 503, headers }), nowMs)
  } catch (error) {
    say(
      true,
      `\`retryAfterMs\` threw ${shown(error)} for ${alone ? '`Headers`' : 'a `Response`'} ` +
        `${value === undefined ? 'without `Retry-After`' : `with \`Retry-After: ${value}\``}.`,
      { cause: error },
    )
  }
  const seen = `\`Retry-After: ${value?.slice(0, 40)}${(value?.length ?? 0) > 40 ? '…' : ''}\` came out as ${shown(ms)}`
  say(
    kind === 'seconds' && wantedMs !== 0 && isNear(ms, (wantedMs ?? 0) / 1000),
    `${seen}. The header is in seconds, and the wait in ms.`,
  )
  say(
    (kind === 'date' || kind === 'past') && Number.isNaN(ms),
    `${seen}. \`Number\` of a date is \`NaN\`, and \`setTimeout\` takes \`NaN\` for 1 ms. \`Retry-After\` is a ` +
      'number of seconds or a date.',
  )
  say(
    kind === 'past' && typeof ms === 'number' && ms < 0,
    `${seen} at noon. The clocks of two computers differ, so a date may have passed. Return 0 then.`,
  )
  say(
    kind === 'date' && wantedMs !== undefined && isNear(ms, nowMs + wantedMs),
    `${seen} at noon. That is the date itself. Return how long it is until then.`,
  )
  say(
    kind === 'nonsense' && ms !== undefined,
    `${seen}. It is neither a whole number of seconds nor an HTTP date, but \`Number\` and \`Date.parse\` read ` +
      'nearly anything. Accept digits only, or what `httpDateMs` accepts.',
  )
  say(
    kind === 'nothing' && ms !== undefined,
    `Without a \`Retry-After\`, \`retryAfterMs\` returned ${shown(ms)}. Return \`undefined\`.`,
  )
  say(
    kind === 'too long' && ms !== wantedMs,
    `${seen}. Return at most 2^31 seconds, whether the header is a number or a date.`,
  )
  say(
    ms !== wantedMs,
    `${seen}${kind === 'seconds' ? '' : ' at noon'}. Expected ${shown(wantedMs)}.`,
  )
}

/** A wait after an error whose headers ask for another one. */
export interface AskedScene extends Scene {
  readonly askedS: number
  readonly asDate: boolean
}

export const anyAsked: fc.Arbitrary<AskedScene> = fc
  .tuple(anyWait, fc.constantFrom(0, 1, 60, 3600), fc.boolean())
  .map(([scene, askedS, asDate]) => ({ ...scene, askedS, asDate }))

const usual = { baseMs: 100, maxMs: 1000, attempt: 1 }
export const firstAsked: readonly AskedScene[] = [
  { ...usual, share: 0, askedS: 3, asDate: false },
  { ...usual, share: 0.5, askedS: 3, asDate: false },
  { ...usual, share: ALMOST_ONE, askedS: 60, asDate: true },
]

/** Waits until the server asks for a call, and then a random part of its own wait. */
export function judgeAsked(backoff: Backoff, scene: AskedScene): void {
  const { attempt, share, askedS, asDate, maxMs } = scene
  const askedMs = askedS * 1000
  const ownMs = share * mostOf(scene)
  const value = asDate ? new Date(Date.now() + askedMs).toUTCString() : String(askedS)
  // A date has whole seconds, so up to one of them is lost.
  const lostMs = asDate ? 1000 : 0
  const headers = new Headers({ 'retry-after': value })
  const errors = [Object.assign(new Error('503'), { headers }), new Response('', { headers })]
  for (const error of errors) {
    const [ms] = drawWaits(backoff, scene, [[attempt, error]], [share]).waits
    const waited = typeof ms === 'number' ? ms : Number.NaN
    const seen = `The error's headers asked for ${askedS} s${asDate ? ', as a date' : ''}, and the wait was ${msText(ms)}`
    say(
      askedMs > maxMs && isNear(ms, maxMs),
      `${seen}, which is \`maxMs\`. The cap is for your own wait. The server knows better how long it needs.`,
    )
    say(
      !(waited >= askedMs - lostMs - 50),
      `${seen}. Never come back earlier than the server asks. \`headersOf(error)\` gives you the headers of an ` +
        'error that has some.',
    )
    say(
      askedMs > lostMs + 1000 && ownMs > 50 && !asDate && isNear(ms, askedMs),
      `${seen}. All clients were asked to wait that long, so they all come back together. Add the random wait ` +
        'to it.',
    )
    say(
      Math.abs(waited - askedMs - ownMs) > lostMs + 50,
      `${seen}. Expected that time and then the random wait, ${msText(askedMs + ownMs)} in all.`,
    )
  }
  const others = [undefined, null, 'sold out', new Error('sold out'), { headers: {} }]
  for (const error of others) {
    const [ms] = drawWaits(backoff, scene, [[attempt, error]], [share]).waits
    const [without] = drawWaits(backoff, scene, [[attempt]], [share]).waits
    say(
      ms !== without,
      `After the error ${shown(error)}, which has no headers, the wait was ${msText(ms)} instead of ` +
        `${msText(without)}.`,
    )
  }
}
