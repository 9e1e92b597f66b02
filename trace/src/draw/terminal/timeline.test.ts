import { afterEach, describe, expect, test } from 'vitest'
import { callOf, poolOf, traceOf } from '../../testing/traces.ts'
import { setDrawingDefaults } from '../options.ts'
import { drawTimeline } from './timeline.ts'

/** A drawing from the text below, without its indent and the empty lines around it. */
const picture = (text: string): string => text.replaceAll(/^ {6}/gmu, '').replace(/^\n|\n *$/gu, '')

const inOrder = traceOf([callOf(0, 0, 100), callOf(1, 100, 300), callOf(2, 300, 600)])

const badDay = traceOf(
  [
    callOf(0, 0, 80, { outcome: 'http-error', status: 404 }),
    callOf(1, 0, 60, {
      outcome: 'network-error',
      error: 'TypeError: fetch failed (ECONNREFUSED)',
    }),
    callOf(2, 20, 120, { outcome: 'aborted', error: 'AbortError: This operation was aborted' }),
    callOf(3, 20, 160, { outcome: 'aborted', error: 'TimeoutError: The operation timed out' }),
    callOf(4, 40, 130, {
      headersMs: 100,
      outcome: 'network-error',
      error: 'TypeError: terminated',
    }),
    callOf(5, 80, undefined),
    callOf(6, 90, 140, { method: 'POST', url: 'http://shop.test/orders', attempt: 2 }),
  ],
  { nowMs: 200 },
)

const overloaded = traceOf([
  callOf(0, 0, 100, { server: { arrivedMs: 0, startedMs: 0, doneMs: 100 } }),
  callOf(1, 0, 200, { server: { arrivedMs: 0, queuedMs: 0, startedMs: 100, doneMs: 200 } }),
  callOf(2, 0, 150, { outcome: 'aborted', server: { queuedMs: 0, startedMs: 100, doneMs: 200 } }),
])

describe('a picture', () => {
  test('shows calls one after another as a staircase', () => {
    expect(drawTimeline(inOrder, { title: 'One after another' })).toBe(
      picture(`
      One after another
      /products/1  ━━━━━━━━━━                                                   100 ms
      /products/2            ━━━━━━━━━━━━━━━━━━━╸                               200 ms
      /products/3                               ╺━━━━━━━━━━━━━━━━━━━━━━━━━━━━━  300 ms
                   ├────────┬─────────┬─────────┬─────────┬─────────┬────────┤
                   0 ms    100       200       300       400       500      600
      in flight    1──────────────────────────────────────────────────────────  peak 1
      makespan 600 ms, peak 1 in flight, 3 calls
      `),
    )
  })

  test('shows where the waiting ends and the body begins, to an eighth of a column', () => {
    const trace = traceOf([
      callOf(0, 0, 250, { headersMs: 200 }),
      callOf(1, 0, 99, { headersMs: 90 }),
    ])
    expect(drawTimeline(trace, { width: 60 })).toBe(
      picture(`
      /products/1  ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━████████  250 ms
      /products/2  ━━━━━━━━━━━━━━█▌                          99 ms
                   ├──────────────┬───────────────┬──────┤
                   0 ms          100             200
      in flight    2──────────────1────────────────         peak 2
      ━ in flight   █ body
      makespan 250 ms, peak 2 in flight, 2 calls
      `),
    )
  })

  test('says how each call ended without colour', () => {
    expect(drawTimeline(badDay)).toBe(
      picture(`
      /products/1      ━━━━━━━━━━━━━━━╸                          80 ms  404
      /products/2      ━━━━━━━━━━━╸                              60 ms  ! ECONNREFUSED
      /products/3          ━━━━━━━━━━━━━━━━━━━╸                 100 ms  ✕ aborted
      /products/4          ━━━━━━━━━━━━━━━━━━━━━━━━━━━          140 ms  ✕ timed out
      /products/5              ━━━━━━━━━━━━█████▍                90 ms  ! terminated
      /products/6                      ━━━━━━━━━━━━━━━━━━━━━━…  120 ms  … pending
      POST /orders #2                    ━━━━━━━━━╸              50 ms
                       ├────────┬─────────┬─────────┬────────┤
                       0 ms    50        100       150      200
      in flight        2──4───5────4────5──4───3───2───1──────  peak 5
      ━ in flight   █ body
      7 calls, 1 × 404, 2 network errors, 2 aborted, 1 pending
      makespan 200 ms so far, peak 5 in flight
      `),
    )
  })

  test('can be drawn in ASCII', () => {
    expect(drawTimeline(badDay, { ascii: true })).toBe(
      picture(`
      /products/1      ----------------                          80 ms  404
      /products/2      ------------                              60 ms  ! ECONNREFUSED
      /products/3          -------------------                  100 ms  x aborted
      /products/4          ---------------------------          140 ms  x timed out
      /products/5              ------------######                90 ms  ! terminated
      /products/6                      ----------------------~  120 ms  ~ pending
      POST /orders #2                    ---------               50 ms
                       +--------+---------+---------+--------+
                       0 ms    50        100       150      200
      in flight        2--4---5----4----5--4---3---2---1------  peak 5
      - in flight   # body
      7 calls, 1 x 404, 2 network errors, 2 aborted, 1 pending
      makespan 200 ms so far, peak 5 in flight
      `),
    )
  })

  test("shows the time in the server's queue, and work for a client that has disconnected", () => {
    expect(drawTimeline(overloaded, { width: 60 })).toBe(
      picture(`
      /products/1  ━━━━━━━━━━━━━━                100 ms
      /products/2  ··············━━━━━━━━━━━━━━  200 ms
      /products/3  ··············━━━━━━━╌╌╌╌╌╌╌  150 ms  ✕ aborted
                   ├─────────────┬────────────┤
                   0 ms         100          200
      in flight    3─────────────2──────1──────  peak 3
      ━ in flight   · queued in the server
      ╌ server still working
      makespan 200 ms, peak 3 in flight, 3 calls, 1 aborted
      `),
    )
  })

  test('leaves wasted work out of the legend if it is too short to see, or in a lane', () => {
    const lostAt = (goneMs: number) =>
      traceOf([callOf(0, 0, 150, { outcome: 'aborted', server: { startedMs: 0, doneMs: goneMs } })])
    const legend = '╌ server still working'
    expect(drawTimeline(lostAt(200))).toContain(legend)
    expect(drawTimeline(lostAt(150.1))).not.toContain(legend)
    expect(drawTimeline(lostAt(200), { pack: 'lanes' })).not.toContain(legend)
  })

  test('marks moments with a vertical line and a label', () => {
    const marks = [
      { atMs: 50, label: 'first' },
      { atMs: 150, label: 'second thoughts' },
    ]
    const trace = traceOf([callOf(0, 0, 100), callOf(1, 100, 200)], { marks })
    expect(drawTimeline(trace, { width: 60 })).toBe(
      picture(`
                            ▾ first
                            ┊   second thoughts ▾
      /products/1  ━━━━━━━━━━━━━━━━━━━╸         ┊           100 ms
      /products/2           ┊         ╺━━━━━━━━━━━━━━━━━━━  100 ms
                   ├────────┬─────────┬─────────┬────────┤
                   0 ms    50        100       150      200
      in flight    1──────────────────────────────────────  peak 1
      makespan 200 ms, peak 1 in flight, 2 calls
      `),
    )
  })

  test('names the clients if there are several', () => {
    const trace = traceOf([
      callOf(0, 0, 100, { client: 'alice' }),
      callOf(1, 0, 50, { client: 'bob' }),
    ])
    const [first, second] = drawTimeline(trace).split('\n')
    expect(first).toMatch(/^alice \/products\/1 {2}━/u)
    expect(second).toMatch(/^bob \/products\/2 {4}━/u)
  })

  test('draws a call that took no time in one column', () => {
    const trace = traceOf([callOf(0, 0, 200), callOf(1, 100, 100), callOf(2, 200, 200)])
    expect(drawTimeline(trace, { width: 60 })).toBe(
      picture(`
      /products/1  ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━  200 ms
      /products/2                      ╸                      0 ms
      /products/3                                        ━    0 ms
                   ├────────┬─────────┬─────────┬────────┤
                   0 ms    50        100       150      200
      in flight    1──────────────────21──────────────────  peak 2
      makespan 200 ms, peak 2 in flight, 3 calls
      `),
    )
  })

  test('is a sentence if no calls were made', () => {
    expect(drawTimeline(traceOf([]))).toBe('No calls were made.')
    expect(drawTimeline(traceOf([]), { title: 'seen' })).toBe('seen\nNo calls were made.')
    expect(drawTimeline(traceOf([], { dropped: 7 }))).toBe('No calls to draw: all 7 were dropped.')
  })

  test('says how many calls were dropped', () => {
    expect(drawTimeline({ ...inOrder, dropped: 12 })).toContain('3 calls, 12 older calls forgotten')
  })
})

describe('many calls', () => {
  test('show the slots of a pool as lanes', () => {
    expect(drawTimeline(poolOf(12, 3, 100), { maxRows: 10, width: 60 })).toBe(
      picture(`
      lane 1     1━━━━━━━━━4━━━━━━━━━7━━━━━━━━━10━━━━━━━━  4 calls
      lane 2     2━━━━━━━━━5━━━━━━━━━8━━━━━━━━━11━━━━━━━━  4 calls
      lane 3     3━━━━━━━━━6━━━━━━━━━9━━━━━━━━━12━━━━━━━━  4 calls
                 ├─────────┬─────────┬─────────┬────────┤
                 0 ms     100       200       300      400
      in flight  3───────────────────────────────────────   peak 3
      makespan 400 ms, peak 3 in flight, 12 calls
      `),
    )
  })

  test('show failures in lanes, and name the clients', () => {
    const trace = traceOf([
      callOf(0, 0, 100, { client: 'alice', outcome: 'http-error', status: 500 }),
      callOf(1, 0, 100, { client: 'bob', outcome: 'aborted' }),
      callOf(2, 150, 200, { client: 'alice' }),
    ])
    expect(drawTimeline(trace, { pack: 'lanes', width: 60 })).toBe(
      picture(`
      alice 1    1━━━━━━━━━━━━━━━━━━!          3━━━━━━━━━  2 calls
      bob 1      2━━━━━━━━━━━━━━━━━━✕                       1 call
                 ├─────────┬─────────┬─────────┬────────┤
                 0 ms     50        100       150      200
      in flight  2───────────────────          1─────────   peak 2
      3 calls, 1 × 500, 1 aborted
      makespan 200 ms, peak 2 in flight
      `),
    )
  })

  test('that need too many lanes are summed up in the last row', () => {
    expect(drawTimeline(poolOf(200, 200, 100), { maxRows: 3, width: 60 })).toBe(
      picture(`
      /products/1       ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━     100 ms
      /products/2       ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━     100 ms
      … 198 more calls  ███████████████████████████████  in flight
                        ├──────────────┬──────────────┤
                        0 ms          50             100
      in flight         ███████████████████████████████   peak 200
      makespan 100 ms, peak 200 in flight, 200 calls
      `),
    )
  })

  test('are left out if maxRows is 0, but the number in flight remains', () => {
    const drawn = drawTimeline(poolOf(200, 200, 100), { maxRows: 0, width: 60 })
    expect(drawn).toMatch(/^ +├[─┬]+┤\n[^\n]+\nin flight +█+ +peak 200\nmakespan/u)
  })

  test('that are too short for a column of their own show when a slot was busy', () => {
    const calls = Array.from({ length: 100 }, (_, i) => callOf(i, i * 2, i * 2 + 1))
    const gap = calls.filter(({ id }) => id < 40 || id >= 60)
    const failed = gap.map((call) =>
      call.id === 20 ? { ...call, outcome: 'http-error' as const, status: 503 } : call,
    )
    expect(drawTimeline(traceOf(failed), { width: 60 })).toBe(
      picture(`
      lane 1     ≡≡≡≡≡≡≡≡!≡≡≡≡≡≡≡       ≡≡≡≡≡≡≡≡≡≡≡≡≡≡≡≡  80 calls
                 ├────────┬─────────┬─────────┬────────┤
                 0 ms    50        100       150
      in flight  1───────────────       1───────────────    peak 1
      ≡ calls too short to tell apart
      makespan 199 ms, peak 1 in flight, 80 calls, 1 × 503
      `),
    )
  })
})

describe('the time axis', () => {
  test('is shared by drawings that are aligned, column by column', () => {
    const seen = traceOf([
      callOf(0, 0, 100),
      callOf(1, 100, 400, { outcome: 'http-error', status: 503 }),
    ])
    const wanted = traceOf([callOf(0, 0, 100), callOf(1, 0, 100)])
    expect(drawTimeline(wanted, { title: 'wanted', alignWith: [seen], width: 60 })).toBe(
      picture(`
      wanted
      /products/1  ━━━━━━━━╸                           100 ms
      /products/2  ━━━━━━━━╸                           100 ms
                   ├────────────────┬───────────────┤
                   0 ms            200             400
      in flight    2────────                           peak 2
      makespan 100 ms, peak 2 in flight, 2 calls
      `),
    )
    expect(drawTimeline(seen, { title: 'seen', alignWith: [wanted], width: 60 })).toBe(
      picture(`
      seen
      /products/1  ━━━━━━━━╸                           100 ms
      /products/2          ╺━━━━━━━━━━━━━━━━━━━━━━━━━  300 ms  503
                   ├────────────────┬───────────────┤
                   0 ms            200             400
      in flight    1─────────────────────────────────  peak 1
      makespan 400 ms, peak 1 in flight, 2 calls, 1 × 503
      `),
    )
  })

  test('can show a part of the trace, with arrows where a bar goes on', () => {
    const trace = traceOf([callOf(0, 0, 500), callOf(1, 350, 600)])
    expect(drawTimeline(trace, { width: 60, fromMs: 100, spanMs: 200 })).toBe(
      picture(`
      /products/1  ‹━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━›  500 ms
      /products/2                                        ›  250 ms
                   ├────────┬─────────┬─────────┬────────┤
                   100 ms  150       200       250      300
      in flight    1──────────────────────────────────────  peak 2
      makespan 600 ms, peak 2 in flight, 2 calls
      `),
    )
  })
})

describe('colour', () => {
  afterEach(() => setDrawingDefaults({}))

  test('leaves the text of the picture unchanged', () => {
    const colored = drawTimeline(badDay, { color: true, title: 'A bad day' })
    expect(colored).toContain('\u001B[31m')
    // oxlint-disable-next-line no-control-regex
    const plain = colored.replaceAll(/\u001B\[\d*m/gu, '').replaceAll(/ +$/gmu, '')
    expect(plain).toBe(drawTimeline(badDay, { title: 'A bad day' }))
  })

  test('ends at the end of every line', () => {
    for (const line of drawTimeline(badDay, { color: true }).split('\n')) {
      // oxlint-disable-next-line no-control-regex
      const codes = line.match(/\u001B\[\d+m/gu) ?? []
      expect(codes.at(-1) ?? '\u001B[0m').toBe('\u001B[0m')
    }
  })

  test('and width have defaults for all drawings, which can be set and reset', () => {
    const plain = drawTimeline(inOrder)
    setDrawingDefaults({ color: true, width: 40 })
    expect(drawTimeline(inOrder)).toBe(drawTimeline(inOrder, { color: true, width: 40 }))
    expect(drawTimeline(inOrder, { color: false, width: 80 })).toBe(plain)
    setDrawingDefaults({})
    expect(drawTimeline(inOrder)).toBe(plain)
  })
})

test('removes escape sequences from URLs, clients, errors and titles', () => {
  const trace = traceOf([
    callOf(0, 0, 10, { url: 'not a url \u001B[31m', client: '\u001B]0;title\u0007' }),
    callOf(1, 0, 10, { outcome: 'network-error', error: 'bad\u001B[2Jnews\nhere' }),
  ])
  // oxlint-disable-next-line no-control-regex
  expect(drawTimeline(trace, { title: 'a\u001Bb' })).not.toMatch(/[\u0000-\u0009\u000B-\u001F]/u)
})
