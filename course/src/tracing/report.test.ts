import type { Call, FindingKind, Trace } from '@overlap/trace'
import { expect, test } from 'vitest'
import { findHouse, ownRoot } from '../house.ts'
import { findLessons } from '../lessons/find.ts'
import { formFor } from './form.ts'
import { lessonFor, lessonNames } from './lesson-for.ts'
import { preloadUrl, settingsIn } from './preload-url.ts'
import { reportLines, type Page } from './report.ts'

const lessons = findLessons(findHouse(ownRoot))
const page: Page = { columns: 80, rows: 24, color: false, ascii: false }

/** Calls in so many lanes, each 100 ms long. */
function traceOf(count: number, lanes = 1): Trace {
  const calls = Array.from({ length: count }, (_, id): Call => {
    const sentMs = Math.floor(id / lanes) * 100
    const url = `http://shop.test/products/${id}?~0123456789ab`
    return {
      id,
      method: 'GET',
      url,
      client: '',
      attempt: 1,
      sentMs,
      headersMs: sentMs + 90,
      endMs: sentMs + 100,
      outcome: 'ok',
      status: 200,
      bodyBytes: 0,
    }
  })
  return { calls, epochMs: 0, nowMs: 100 * count, dropped: 0, marks: [] }
}

const report = (trace: Trace, more: Partial<Page> = {}) =>
  reportLines('my-program.ts', { trace, blocked: [], awayMs: 0, ending: 'itself' }, lessons, {
    ...page,
    ...more,
  })

test('draws the calls, adds up their latencies, and says what stands out and which lesson helps', () => {
  const lines = report(traceOf(4))
  expect(lines[0]).toBe('The calls of my-program.ts')
  expect(lines.join('\n')).not.toContain('~0123456789ab')
  expect(lines.slice(-7)).toEqual([
    'The latencies of 4 calls add up to 400 ms, and the makespan is 400 ms: 1.0 calls',
    'at a time on average.',
    '',
    'What stands out',
    "- 4 calls (GET /products/:id) ran one after another for 400 ms. If they don't",
    '  depend on each other, send them all at once: then they take 100 ms.',
    '  (npm run lesson 2)',
  ])
})

test('says in one line that nothing stands out', () => {
  expect(report(traceOf(4, 4)).at(-1)).toBe('Nothing stands out.')
})

test.each([
  [5, 1, 'none'],
  [60, 6, 'lanes'],
  [100, 1, 'counts'],
  [400, 40, 'counts'],
] as const)('%i calls in %i lanes fit into 10 rows as: %s', (count, lanes, form) => {
  expect(formFor(traceOf(count, lanes), 10)).toBe(form)
})

test.each([4, 12, 60, 400])('fits a screen of 24 rows and 80 columns with %i calls', (count) => {
  const lines = report(traceOf(count, 4))
  expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(80)
  // The prompt, and the empty line above the report.
  expect(lines.length).toBeLessThanOrEqual(22)
})

test('says once how many calls were dropped', () => {
  for (const calls of [4, 400]) {
    const text = report({ ...traceOf(calls), dropped: 1200 }).join(' ')
    expect(text.match(/1200 \w+ \w+ \w+/gu)).toEqual(['1200 older calls forgotten'])
  }
})

test('says what was watched if there were no calls, and names tsx if Node could not load the program', () => {
  const none = { trace: traceOf(0), blocked: [], awayMs: 0, ending: 'itself' } as const
  expect(reportLines('a.ts', none, lessons, page)[0]).toMatch(/^a\.ts made no calls\. Only fetch/u)
  const crash = { ...none, crash: 'ERR_UNSUPPORTED_TYPESCRIPT_SYNTAX' }
  const [first, ...others] = reportLines('a.ts', crash, lessons, { ...page, columns: 200 })
  expect([first, others]).toEqual([
    'a.ts made no calls. Node could not load it. If your project runs its TypeScript with tsx, use it here, too: npm run trace -- --import=tsx a.ts',
    [],
  ])
  expect(reportLines('a.js', crash, lessons, page)[0]).toMatch(/^a\.js made no calls\. Only fetch/u)
})

test('every finding has a lesson that is there', () => {
  const kinds = Object.keys(lessonNames) as FindingKind[]
  expect(kinds.map((kind) => lessonFor(kind, lessons)?.name)).toEqual(Object.values(lessonNames))
})

test('settings survive the URL of the preload', () => {
  const settings = {
    dir: '/tmp/a b&c=#d',
    withQueries: true,
    withHeaders: false,
    limit: 7,
    parent: 1,
  }
  expect(settingsIn(preloadUrl(settings))).toEqual(settings)
})

test('says why a block may be missing', () => {
  const recorded = { trace: traceOf(4), blocked: [], awayMs: 420, ending: 'itself' } as const
  const text = reportLines('a.ts', recorded, lessons, page).join(' ')
  expect(text).toContain('The program did not run for 420 ms while calls were open: other programs')
  expect(report(traceOf(4)).join(' ')).not.toContain('did not run')
})
