import { fc, shown } from '@overlap/scenarios'
import { isNear, say } from './draw-wait.ts'
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
  'Thu, 31 Feb 2026 08:00:00 GMT',
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

/** A number as it would be written in code. */
const numberText = (ms: unknown): string => (typeof ms === 'number' ? `\`${ms}\`` : shown(ms))

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
  const seen = `\`Retry-After: ${value?.slice(0, 40)}${(value?.length ?? 0) > 40 ? '…' : ''}\` came out as ${numberText(ms)}`
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
    `Without a \`Retry-After\`, \`retryAfterMs\` returned ${numberText(ms)}. Return \`undefined\`.`,
  )
  say(
    kind === 'too long' && ms !== wantedMs,
    `${seen}. Return at most 2^31 seconds, whether the header is a number or a date.`,
  )
  say(
    ms !== wantedMs,
    `${seen}${kind === 'seconds' ? '' : ' at noon'}. Expected ${numberText(wantedMs)}.`,
  )
}
