import { fc, shown } from '@overlap/scenarios'
import { isNear, say } from './draw-wait.ts'
import type { HasHeaders } from '../types.ts'

/** The learner's `retryAfterMs`. */
export type Read = (source: HasHeaders, nowMs: number) => number | undefined

/** A header, and how long it asks to wait. */
export interface HeaderScene {
  readonly value: string | undefined
  readonly kind: 'seconds' | 'date' | 'past' | 'nonsense' | 'nothing' | 'too long'
  readonly wantedMs: number | undefined
  readonly nowMs: number
  readonly source: Source
}

/** What has the headers, in words. */
type Source = 'a response' | 'an error with headers' | 'bare `Headers`'
const sources = {
  'a response': (headers: Headers) => new Response('', { status: 503, headers }),
  'an error with headers': (headers: Headers) => Object.assign(new Error('503'), { headers }),
  'bare `Headers`': (headers: Headers) => headers,
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
): Omit<HeaderScene, 'source'> => ({ kind, value, wantedMs, nowMs: NOON_MS })

const date = (seconds: number, form: number): Omit<HeaderScene, 'source'> => {
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
  '+5',
  '5.0',
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
    fc.constantFrom<Source>('a response', 'an error with headers', 'bare `Headers`'),
  )
  .map(([scene, source]) => ({ ...scene, source }))

export const firstHeaders: readonly HeaderScene[] = [
  { ...header('seconds', '120', 120_000), source: 'a response' },
  { ...header('seconds', '120', 120_000), source: 'bare `Headers`' },
  { ...header('seconds', '120', 120_000), source: 'an error with headers' },
  { ...date(60, 0), source: 'a response' },
  { ...date(-3600, 0), source: 'a response' },
  { ...header('nothing', undefined, undefined), source: 'bare `Headers`' },
  ...nonsense.map((value): HeaderScene => {
    return { ...header('nonsense', value, undefined), source: 'a response' }
  }),
  { ...header('too long', '9'.repeat(400), LONGEST_MS), source: 'a response' },
  { ...header('too long', 'Fri, 31 Dec 9999 23:59:59 GMT', LONGEST_MS), source: 'a response' },
  { ...header('seconds', '0', 0), source: 'a response' },
]

/** A number as it would be written in code. */
const numberText = (ms: unknown): string => (typeof ms === 'number' ? `\`${ms}\`` : shown(ms))

/** Reads a header as it is, and nothing else. */
export function judgeHeader(
  read: Read,
  { value, kind, wantedMs, nowMs, source }: HeaderScene,
): void {
  const headers = new Headers(value === undefined ? {} : { 'Retry-After': value })
  const ofHeader = value === undefined ? 'without `Retry-After`' : `with ${headerText(value)}`
  let ms: unknown
  try {
    ms = read(sources[source](headers), nowMs)
  } catch (error) {
    say(true, `\`retryAfterMs\` threw ${shown(error)} for ${source} ${ofHeader}.`, { cause: error })
  }
  const atNow = kind === 'date' || kind === 'past' ? ', with `nowMs` at noon on 12 Oct 2026' : ''
  const seen = `\`retryAfterMs\` returned ${numberText(ms)} for ${source} ${ofHeader}${atNow}`
  say(
    ms === undefined && source !== 'a response' && isRead(read, wantedMs, headers, nowMs),
    `${seen}. It reads the same header of a response. \`headersOf(source)\` returns the headers of a response, an ` +
      'error or bare `Headers`.',
  )
  say(
    kind === 'seconds' && wantedMs !== 0 && isNear(ms, (wantedMs ?? 0) / 1000),
    `${seen}. The header is in seconds, and the wait in ms.`,
  )
  say(
    atNow !== '' && Number.isNaN(ms),
    `${seen}. \`Retry-After\` is a number of seconds or a date, and \`Number\` of a date is \`NaN\`.`,
  )
  say(
    kind === 'past' && typeof ms === 'number' && ms < 0,
    `${seen}. The clocks of two computers differ, so the date may already be in the past. Return 0 then.`,
  )
  say(
    kind === 'date' && wantedMs !== undefined && isNear(ms, nowMs + wantedMs),
    `${seen}. That is the date itself. Return how long it is until then.`,
  )
  say(
    atNow !== '' && ms !== wantedMs && readsClock(read, nowMs),
    `${seen}. It compared the date with the time of your computer. Compare it with \`nowMs\`.`,
  )
  say(
    kind === 'nonsense' && ms !== undefined,
    `${seen}. That is neither a whole number of seconds nor an HTTP date, so return \`undefined\`. \`Number\` and ` +
      '`Date.parse` accept nearly anything: test for digits, and read dates with `httpDateMs`.',
  )
  say(
    kind === 'nothing' && ms !== undefined,
    `${seen}. Return \`undefined\` if there is no such header.`,
  )
  say(
    kind === 'too long' && typeof ms === 'number' && ms <= 2 ** 31,
    `${seen}. That is a limit of \`2 ** 31\` ms, 25 days. Return at most \`2 ** 31 * 1000\` ms, 68 years.`,
  )
  say(
    kind === 'too long' && ms !== wantedMs,
    `${seen}. Return at most \`2 ** 31 * 1000\` ms, 68 years, whether the header is a number or a date.`,
  )
  say(
    wantedMs === 0 && ms === undefined,
    `${seen}. 0 is a number of seconds, too, but it is falsy in JavaScript. Compare with \`undefined\`.`,
  )
  say(ms !== wantedMs, `${seen}. Expected ${numberText(wantedMs)}.`)
}

/** Whether a response with the same headers is read. */
function isRead(
  read: Read,
  wantedMs: number | undefined,
  headers: Headers,
  nowMs: number,
): boolean {
  return wantedMs !== undefined && read(sources['a response'](headers), nowMs) === wantedMs
}

/** Whether a date is compared with the real time instead of `nowMs`. */
function readsClock(read: Read, nowMs: number): boolean {
  const soon = new Date(Date.now() + 3_600_000).toUTCString()
  const ms = read(sources['a response'](new Headers({ 'retry-after': soon })), nowMs)
  return typeof ms === 'number' && Math.abs(ms - 3_600_000) < 60_000
}

/** A header for a sentence, cut after 40 characters. */
const headerText = (value: string): string =>
  `\`Retry-After: ${value.slice(0, 40)}${value.length > 40 ? '…' : ''}\``
