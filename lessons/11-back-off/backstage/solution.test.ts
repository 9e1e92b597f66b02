import { HttpError } from '@overlap/lesson-05'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { backoff, retryAfterMs } from './solution.ts'

const share = fc.double({ min: 0, max: 1, noNaN: true })
const ms = fc.integer({ min: 1, max: 100_000 })
const read = (value: string, nowMs: number): number | undefined =>
  retryAfterMs(new Headers({ 'retry-after': value }), nowMs)

test('keeps every wait finite and within its bounds', () => {
  const factors = fc.double({ min: 1, max: 1000, noNaN: true })
  const attempts = fc.integer({ min: 1, max: 5000 })
  const jitters = fc.constantFrom('none', 'equal', 'full')
  fc.assert(
    fc.property(
      ms,
      ms,
      factors,
      jitters,
      attempts,
      share,
      (baseMs, more, factor, jitter, n, at) => {
        const maxMs = baseMs + more
        const waitMs = backoff({ baseMs, maxMs, factor, jitter, random: () => at })(n)
        const longestMs = Math.min(maxMs, baseMs * factor ** (n - 1))
        expect(waitMs).toBeLessThanOrEqual(longestMs * (1 + 1e-12))
        if (jitter === 'full') expect(waitMs).toBeGreaterThanOrEqual(0)
        if (jitter === 'equal') expect(waitMs).toBeGreaterThanOrEqual(longestMs / 2)
        if (jitter === 'none') expect(waitMs).toBe(longestMs)
      },
    ),
  )
})

test('waits for the Retry-After of an error first, and reads nothing else of it', () => {
  const delayMs = backoff({ baseMs: 100, maxMs: 100, jitter: 'none' })
  const answer = (value: string): Response =>
    new Response('', { status: 429, headers: { 'retry-after': value } })
  expect(delayMs(1, new HttpError('http://shop.test/', answer('2'), ''))).toBe(2100)
  expect(delayMs(1, { headers: new Headers({ 'Retry-After': '2' }) })).toBe(2100)
  for (const error of [undefined, null, 'no', new Error('no'), answer('soon'), { headers: {} }]) {
    expect(delayMs(1, error)).toBe(100)
  }
  expect(delayMs(1, answer('9'.repeat(400)))).toBe(2 ** 31 * 1000 + 100)
  expect(delayMs(1, answer('Fri, 31 Dec 9999 23:59:59 GMT'))).toBe(2 ** 31 * 1000 + 100)
})

test('reads every date in the three forms of RFC 9110', () => {
  const days = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday']
  const nowMs = Date.UTC(2026, 0, 1)
  const seconds = fc.integer({ min: Date.UTC(1980) / 1000, max: Date.UTC(2070) / 1000 })
  fc.assert(
    fc.property(seconds, (second) => {
      const date = new Date(second * 1000)
      const fixed = date.toUTCString()
      const [, day = '', month = '', year = '', time = ''] = fixed.split(' ')
      const rfc850 = `${days[date.getUTCDay()]}, ${day}-${month}-${year.slice(2)} ${time} GMT`
      const asctime = `${fixed.slice(0, 3)} ${month} ${day.replace(/^0/u, ' ')} ${time} ${year}`
      const waitMs = Math.max(0, second * 1000 - nowMs)
      const forms = [fixed, rfc850, asctime]
      expect(forms.map((form) => read(form, nowMs))).toEqual([waitMs, waitMs, waitMs])
    }),
  )
})

test('reads nothing from a header that is neither seconds nor a date', () => {
  const nowMs = Date.UTC(2026, 0, 1)
  const nearly = [
    'Thu, 31 Feb 2026 08:00:00 GMT',
    'Thu, 12 Feb 2026 24:00:00 GMT',
    'Thu, 12 Feb 2026 08:00:00 CET',
    'Thu, 12 Feb 2026 08:00:00',
    '2026-02-12T08:00:00Z',
    '10, 20',
  ]
  expect(nearly.filter((value) => read(value, nowMs) !== undefined)).toEqual([])
  expect(read('Thursday, 01-Jan-77 00:00:00 GMT', nowMs)).toBe(0)
  expect(read('Wednesday, 01-Jan-76 00:00:00 GMT', nowMs)).toBeGreaterThan(0)
  const printable = fc.stringMatching(/^[\x20-\x7e]*$/u)
  fc.assert(
    fc.property(printable, (value) => {
      const waitMs = read(value, nowMs)
      if (waitMs !== undefined) expect(value.trim()).toMatch(/^\d+$|:\d\d /u)
    }),
  )
})

test('says what is wrong with an option', () => {
  expect(() => backoff({ baseMs: 100, maxMs: Infinity })).toThrow(
    new RangeError('Cannot make a backoff: expected a finite maxMs >= baseMs, got Infinity'),
  )
})
