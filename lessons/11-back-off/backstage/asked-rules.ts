import { virtualTime } from '@overlap/mock-server'
import { fc, shown } from '@overlap/scenarios'
import type { Jitter } from '../types.ts'
import {
  ALMOST_ONE,
  drawWaits,
  isNear,
  msText,
  say,
  type Backoff,
  type Scene,
} from './draw-wait.ts'
import { anyWait } from './wait-rules.ts'

/** A wait after an error whose headers ask for another one. */
export interface AskedScene extends Scene {
  readonly askedS: number
  readonly asDate: boolean
  readonly jitter?: Jitter | undefined
}

export const anyAsked: fc.Arbitrary<AskedScene> = fc
  .tuple(
    anyWait,
    fc.constantFrom(0, 1, 60, 3600),
    fc.boolean(),
    fc.constantFrom<Jitter | undefined>(undefined, undefined, 'none', 'equal'),
  )
  .map(([scene, askedS, asDate, jitter]) => ({ ...scene, askedS, asDate, jitter }))

const usual = { baseMs: 400, maxMs: 1000, attempt: 1 }
export const firstAsked: readonly AskedScene[] = [
  { ...usual, share: 0.5, askedS: 3, asDate: false },
  { ...usual, share: 0, askedS: 3, asDate: false },
  { ...usual, share: ALMOST_ONE, askedS: 60, asDate: true },
  { baseMs: 60_000, maxMs: 60_000, attempt: 1, share: 0.5, askedS: 2_592_000, asDate: false },
  { ...usual, share: 0.25, askedS: 3, asDate: false, jitter: 'none' },
]

/** What has the headers. Some code looks only at errors with a status. */
const things = {
  'an error': (headers: Headers) => Object.assign(new Error('503'), { headers }),
  'an error with `status: 429`': (headers: Headers) =>
    Object.assign(new Error('429'), { headers, status: 429 }),
  'an error with `status: 503`': (headers: Headers) =>
    Object.assign(new Error('503'), { headers, status: 503 }),
  'a response': (headers: Headers) => new Response('', { headers, status: 503 }),
}

type Thing = keyof typeof things

/** How much time passes between making the backoff and the error. */
const LATER_MS = 7000

/** Waits until the server asks for a call, and then a random part of its own wait. */
export function judgeAsked(backoff: Backoff, scene: AskedScene): void {
  const { attempt, share } = scene
  const [own] = drawWaits(backoff, scene, [[attempt]], [share]).waits
  for (const thing of ['an error', 'a response'] as const) judgeWait(backoff, scene, thing, own)
  for (const [what, error] of unasked()) {
    const [ms] = drawWaits(backoff, scene, [[attempt, error]], [share]).waits
    say(
      !isSameWait(ms, own),
      `After ${what}, the wait was ${msText(ms)} instead of ${msText(own)}. Without a time that the server asks ` +
        `for, return your own wait alone.${
          Number.isNaN(ms) ? " Lesson 10's `retry` stops with a RangeError if the wait is NaN." : ''
        }`,
    )
  }
}

function judgeWait(backoff: Backoff, scene: AskedScene, thing: Thing, own: unknown): void {
  const { share, askedS, asDate, maxMs, jitter = 'full' } = scene
  const askedMs = askedS * 1000
  const [ms, after] = waitsOf(backoff, scene, thing, share)
  const waited = typeof ms === 'number' ? ms : Number.NaN
  const ownMs = Number(own)
  const asked = `The headers of ${thing} asked for ${askedS} s${asDate ? ' (as a date)' : ''}`
  const seen = `${asked}, and the wait was ${msText(ms)}`
  say(
    askedMs > maxMs && ((isNear(ms, maxMs) && !isNear(own, maxMs)) || isNear(ms, maxMs + ownMs)),
    `${seen}: \`maxMs\`, ${msText(maxMs)}, cut off what the server asked for. The cap is for your own wait. The ` +
      'server knows better how long it needs.',
  )
  if (!(waited >= askedMs - 1)) judgeTooEarly(backoff, scene, thing, asked, seen)
  say(
    askedMs > 0 && ownMs > 50 && isNear(ms, askedMs),
    `${seen}. Every client gets the same value, so they all come back together. Add your own wait to it.`,
  )
  say(
    waited > 1e11,
    `${seen}. Compare a date with \`Date.now()\`: \`performance.now()\` counts from the start of the program.`,
  )
  say(
    asDate && isNear(waited - LATER_MS, askedMs + ownMs),
    `${seen}. \`backoff\` was called ${LATER_MS / 1000} s before the error. Call \`Date.now()\` when a call has failed, ` +
      'not when the backoff is made.',
  )
  say(
    Math.abs(waited - askedMs - ownMs) > 1,
    `${seen}. Expected ${msText(askedMs)} plus your own wait, ${msText(askedMs + ownMs)} in all. (\`jitter\` was ` +
      `\`'${jitter}'\`, and \`random\` returned ${Math.round(share * 1e4) / 1e4}.)`,
  )
  say(
    !isSameWait(after, own),
    `${asked}. After that, the same function was called without an error, and the wait was ${msText(after)} ` +
      `instead of ${msText(own)}. Many calls share the function, so it must not remember what one of them was ` +
      'asked for.',
  )
}

/** Says why a wait was shorter than the server asked for. */
function judgeTooEarly(
  backoff: Backoff,
  scene: AskedScene,
  thing: Thing,
  asked: string,
  seen: string,
): void {
  const [low = NaN, ownLow = NaN] = waitsOf(backoff, scene, thing, 0.25).map(Number)
  const [high = NaN, ownHigh = NaN] = waitsOf(backoff, scene, thing, 0.75).map(Number)
  const isIgnored = low === ownLow && high === ownHigh
  if (isIgnored) judgeIgnored(backoff, scene, thing, seen)
  say(
    Math.abs(high - low) - Math.abs(ownHigh - ownLow) > scene.askedS * 400,
    `${asked}, and the wait was ${msText(low)} for a \`random\` of 0.25, and ${msText(high)} for 0.75. Never come ` +
      'back earlier than the server asks: only your own wait is random.',
  )
  say(
    scene.askedS * 1000 > 2 ** 31 && low < 2 ** 31,
    `${seen}. Bitwise operators such as \`| 0\` work on 32 bits only, which is 24.8 days in ms. To round, use ` +
      '`Math.round`.',
  )
  say(
    true,
    `${seen}. Never come back earlier than the server asks: wait the ms that \`retryAfterMs\` returns, and then ` +
      'your own wait.',
  )
}

/** Says in which case the headers are ignored: one change to the scene, and they count. */
function judgeIgnored(backoff: Backoff, scene: AskedScene, thing: Thing, seen: string): void {
  for (const [but, why, changed, source = thing] of changesOf(scene, thing)) {
    const [ms] = waitsOf(backoff, { ...scene, ...changed }, source, scene.share)
    const { askedS } = { ...scene, ...changed }
    say(
      Number(ms) >= askedS * 1000 - 1,
      `${seen}, as if there were no headers, but ${but} it was ${msText(ms)}. ${why}`,
    )
  }
  say(
    true,
    `${seen}, as if there were no headers. Never come back earlier than the server asks, whatever the class of ` +
      'the error: `headersOf(error)` and `retryAfterMs` find the time. Does your code use what they return?',
  )
}

type Change = readonly [but: string, why: string, changed: Partial<AskedScene>, source?: Thing]

function changesOf(scene: AskedScene, thing: Thing): readonly Change[] {
  const { attempt, askedS, asDate, maxMs, jitter = 'full' } = scene
  const other = thing === 'an error' ? 'a response' : 'an error'
  const whatever = 'The header counts for every error that has it, whatever its status.'
  const withStatus = (status: 429 | 503): Change => [
    `with \`status: ${status}\``,
    whatever,
    {},
    `an error with \`status: ${status}\``,
  ]
  const afterAttempt = (n: number): Change => [
    `after attempt ${n} instead of ${attempt}`,
    'The header counts after every attempt.',
    { attempt: n },
  ]
  return [
    ...(thing === 'an error' ? [withStatus(503), withStatus(429)] : []),
    [`after ${other} with the same headers`, '`headersOf` finds the headers of either.', {}, other],
    [
      `with \`jitter: 'full'\` instead of \`'${jitter}'\``,
      'The header counts with every `jitter`.',
      { jitter: 'full' },
    ],
    ...[1, 2, 5].filter((n) => n !== attempt).map(afterAttempt),
    [
      `with ${asDate ? 'a number of seconds' : 'a date'} in the header`,
      '`retryAfterMs` reads both, so use what it returns.',
      { asDate: !asDate },
    ],
    [
      `with a larger \`maxMs\` than ${msText(maxMs)}`,
      '`maxMs` is only for your own wait, however long the server asks you to wait.',
      { maxMs: 2 * maxMs + 2000 * askedS },
    ],
    ['with 1 s in the header', 'Wait however long the server asks you to wait.', { askedS: 1 }],
  ]
}

/**
 * The waits after an error that asks for a time, and after none, by the same function. The error
 * comes some seconds after the backoff was made.
 */
function waitsOf(
  backoff: Backoff,
  scene: AskedScene,
  thing: Thing,
  share: number,
): readonly unknown[] {
  const { attempt, askedS, asDate } = scene
  // The clock moves only by `spend`, from a full hour on: a date has no fraction of a second.
  using time = virtualTime()
  const until = new Date(Date.now() + LATER_MS + askedS * 1000)
  const headers = new Headers({ 'retry-after': asDate ? until.toUTCString() : String(askedS) })
  const error = things[thing](headers)
  const makeEarly: Backoff = (options) => {
    const delayMs = backoff(options)
    time.spend(LATER_MS)
    return delayMs
  }
  return drawWaits(makeEarly, scene, [[attempt, error], [attempt]], [share]).waits
}

/** Errors that ask for no time, in words. */
function unasked(): [what: string, error: unknown][] {
  const withHeaders = (init?: Record<string, string>): Error =>
    Object.assign(new Error('503'), { headers: new Headers(init) })
  const bare = [null, 'sold out', new Error('sold out'), { headers: {} }]
  return [
    ['an error whose headers have no `Retry-After`', withHeaders()],
    ['an error with `Retry-After: soon`', withHeaders({ 'retry-after': 'soon' })],
    ['a response without `Retry-After`', new Response('', { status: 503 })],
    ...bare.map((error): [string, unknown] => [
      `the error ${shown(error)}, which has no headers`,
      error,
    ]),
  ]
}

const isSameWait = (a: unknown, b: unknown): boolean =>
  a === b || (typeof b === 'number' && isNear(a, b))
