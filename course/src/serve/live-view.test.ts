import { serveMockApi } from '@overlap/mock-server/serve'
import { expect, test } from 'vitest'
import { lastLine, liveLine, replacedLine, startLiveView } from './live-view.ts'

const counters = {
  calls: 1_200,
  attempts: 1_234,
  peakInFlight: 9,
  abortsSeen: 3,
  wastedCalls: 2,
  wastedMs: 1_500.4,
  doubleOrders: 0,
  rateViolations: 0,
  shed: 0,
  byStatus: {},
  inFlight: 5,
  failed: 12,
  reportRows: 0,
  connections: 7,
  connectionsOpened: 9,
  peakConnections: 8,
}

test('a line says what is going on', () => {
  expect(liveLine(counters, 41.6)).toBe(
    '42 calls/s   5 in flight   1234 in total   12 failed   3 aborted (1500 ms of work wasted)',
  )
})

test('the last line says what has been going on', () => {
  expect(lastLine(counters)).toBe('Stopped after 1234 calls: 12 failed, 3 aborted.')
  expect(lastLine({ ...counters, attempts: 1 })).toContain('after 1 call:')
})

test('a terminal has one line, cut to its width, that is cleared in the end', async () => {
  await using api = await serveMockApi({}, { port: 0 })
  const written: string[] = []
  const write = (text: string | Uint8Array): boolean => written.push(String(text)) > 0
  startLiveView(api, { isTTY: true, columns: 20, write })[Symbol.dispose]()
  expect(written).toEqual(['\r\u001B[2K0 calls/s   0 in fl', '\r\u001B[2K'])
})

test('tells that the network was replaced, above the line', async () => {
  await using api = await serveMockApi({}, { port: 0 })
  api.network = { seed: 7 }
  const told = `A client replaced the network (seed 7). To see it: curl ${api.origin}/_network`
  expect(replacedLine(api)).toBe(told)
  for (const [isTTY, written] of [
    [true, [`\r\u001B[2K${told}\n`, '\r\u001B[2K0 calls/s']],
    [false, [`${told}\n`]],
  ] as const) {
    const texts: string[] = []
    const write = (text: string | Uint8Array): boolean => texts.push(String(text)) > 0
    using view = startLiveView(api, { isTTY, columns: 10, write })
    texts.length = 0
    view.say(told)
    expect(texts).toEqual(written)
  }
})

test('a file has no such line', async () => {
  await using api = await serveMockApi({}, { port: 0 })
  const written: unknown[] = []
  const write = (text: string | Uint8Array): boolean => written.push(text) > 0
  startLiveView(api, { isTTY: false, columns: 80, write })[Symbol.dispose]()
  expect(written).toEqual([])
})
