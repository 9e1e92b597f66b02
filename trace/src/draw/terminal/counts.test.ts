import * as fc from 'fast-check'
import { stripVTControlCharacters } from 'node:util'
import { expect, test } from 'vitest'
import { anyTrace } from '../../testing/any-trace.ts'
import { callOf, poolOf, sample, traceOf } from '../../testing/traces.ts'
import { columnsOf } from '../text.ts'
import { drawCounts } from './counts.ts'

/** A call every 10 ms, which takes 40 ms; the server is down from 500 to 1000 ms. */
const outage = traceOf(
  Array.from({ length: 200 }, (_, i) => {
    const down = i >= 50 && i < 100
    return callOf(i, i * 10, i * 10 + 40, down ? { outcome: 'http-error', status: 503 } : {})
  }),
  {
    marks: [
      { atMs: 100, label: 'deploy' },
      { atMs: 550, label: 'breaker: open' },
      ...[560, 570, 900].map((atMs) => ({ atMs, label: 'refused' })),
      { atMs: 1000, label: 'breaker:' },
    ],
  },
)

const down = { label: 'server', spans: [{ fromMs: 500, toMs: 1000, text: 'down' }] }

test('draws a row for each thing that happened, with its highest column and its sum', () => {
  const options = { width: 70, maxRows: 5, counted: ['refused'], bands: [down] }
  expect(`\n${drawCounts(outage, options)}\n`).toMatchInlineSnapshot(`
    "
                 ▾ deploy
    sent       ▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇   max 5 of 200
    answered   ▂▇▇▇▇▇▇▇▇▇▆         ▂▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▆  max 5 of 150
    failed       ┊       ▂▇▇▇▇▇▇▇▇▇▆                      max 5 of  50
    refused      ┊        ▃      ▂                        max 2 of   3
    in flight  ▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▆  max 4
    server       ┊       ▒ down ▒▒▒                       1 × down
    breaker      ┊        ▒ open ▒▒                       1 × open
               ├─────────┬─────────┬─────────┬─────────┤
               0 ms     500      1000      1500      2000
    Each column is 50 ms. Full height is 5 calls (in flight: 4).
    makespan 2030 ms, peak 4 in flight, 200 calls, 50 × 503
    "
  `)
})

test('a row is higher if there is room, and touches no other row', () => {
  const lines = drawCounts(poolOf(400, 20, 50), { maxRows: 9 }).split('\n')
  expect(lines.slice(0, 9).map((line) => line.split('  ', 1)[0])).toEqual([
    '',
    '',
    'sent',
    '',
    '',
    'answered',
    '',
    '',
    'in flight',
  ])
  expect(
    lines
      .filter((_, i) => i % 3 === 0)
      .slice(0, 3)
      .join(''),
  ).not.toContain('█')
  expect(lines[2]).toContain('█')
})

test('a single call among thousands is visible', () => {
  const calls = Array.from({ length: 2000 }, (_, i) => callOf(i, i, i + 1))
  const failing = callOf(2000, 100, 101, { outcome: 'network-error' })
  const drawn = drawCounts(traceOf([...calls, failing]), { maxRows: 1 })
  expect(drawn).toMatch(/^failed {5,}▁ .*max {2}1 of {4}1$/mu)
})

test('slices have a round length, and all calls are on the axis', () => {
  const drawn = drawCounts(sample([[0, 873]]), { width: 80 })
  expect(drawn).toContain('Each column is 20 ms.')
  expect(drawn).toContain('max 1 of 1')
})

test('rows that are named stay, even if they are 0', () => {
  const drawn = drawCounts(poolOf(20, 5, 50), { maxRows: 1, series: ['failed', 'inFlight'] })
  expect(drawn).toMatch(/^sent .*\nfailed +max 0 of {2}0\nin flight/u)
  expect(drawn).not.toContain('answered')
})

test('drawings to compare have the same axis and the same scales', () => {
  const few = poolOf(20, 2, 50)
  const many = poolOf(200, 20, 50)
  const [first, second] = [
    drawCounts(few, { alignWith: [many] }),
    drawCounts(many, { alignWith: [few] }),
  ]
  const scale = /Each column is .*/u
  expect(scale.exec(first)?.[0]).toBe(scale.exec(second)?.[0])
  expect(first).toContain('Full height is 20 calls (in flight: 20).')
  expect(first.match(/├.*┤/u)?.[0]).toBe(second.match(/├.*┤/u)?.[0])
})

test('has room for more counted marks than calls', () => {
  const marks = Array.from({ length: 20_000 }, (_, i) => ({ atMs: i / 200, label: 'refused' }))
  const drawn = drawCounts({ ...sample([[0, 100]]), marks }, { width: 60, counted: ['refused'] })
  expect(Math.max(...drawn.split('\n').map(columnsOf))).toBeLessThanOrEqual(60)
  expect(drawn).toContain('of 20,000')
})

test('says that there are no calls', () => {
  expect(drawCounts(traceOf([]), { title: 'Nothing' })).toBe('Nothing\nNo calls were made.')
})

test('has no line longer than the width, in ASCII on demand, and colours change no character', () => {
  const anyOptions = fc.record({
    width: fc.integer({ min: 40, max: 200 }),
    ascii: fc.boolean(),
    title: fc.constantFrom('', 'A title 鷹鷹鷹 '.repeat(20)),
    maxRows: fc.integer({ min: 0, max: 40 }),
    fromMs: fc.constantFrom(0, 100),
    counted: fc.constantFrom([], ['refused'], ['a counted label that is much too long to fit']),
  })
  fc.assert(
    fc.property(anyTrace(), fc.boolean(), anyOptions, (trace, marked, options) => {
      const marks = [...trace.marks, ...(marked ? outage.marks : [])]
      const of = { ...trace, marks }
      const drawn = drawCounts(of, { ...options, bands: [down] })
      for (const line of drawn.split('\n')) {
        expect(columnsOf(line)).toBeLessThanOrEqual(options.width)
        expect(line).toBe(line.trimEnd())
      }
      if (options.ascii) expect(drawn).toMatch(/^[\n\u0020-\u007E]*$/u)
      const colored = drawCounts(of, { ...options, bands: [down], color: true })
      expect(stripVTControlCharacters(colored)).toBe(drawn)
    }),
  )
})

test('fits 24 rows with every row, two bands, marks and a title', () => {
  const calls = Array.from({ length: 400 }, (_, i) =>
    callOf(i, i * 10, i * 10 + 100, {
      outcome: (['ok', 'http-error', 'aborted'] as const)[i % 3] ?? 'ok',
      server: { queuedMs: i * 10, startedMs: i * 10 + 50 },
    }),
  )
  const drawn = drawCounts(traceOf(calls, { marks: outage.marks }), {
    title: 'Everything',
    counted: ['refused'],
    bands: [down],
  })
  expect(drawn.split('\n').length).toBeLessThanOrEqual(24)
})
