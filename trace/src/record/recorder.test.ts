import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { Call, Outcome } from '../call.ts'
import { createRecorder, type Recorder } from './recorder.ts'

beforeEach(() => void vi.useFakeTimers({ now: 1_000_000 }))
afterEach(() => void vi.useRealTimers())

const get = { method: 'GET', url: 'http://shop.test/1' }
const wait = (ms: number): unknown => vi.advanceTimersByTime(ms)

const sendAndEnd = (recorder: Recorder, outcome: Exclude<Outcome, 'pending'>, what = get): Call => {
  const open = recorder.send(what)
  open.end(outcome)
  return open.call
}

test('records a call from start to end', () => {
  const recorder = createRecorder()
  wait(5)
  const open = recorder.send({ ...get, client: 'alice' })
  wait(10)
  open.headers(200)
  open.bytes(3)
  open.bytes(4)
  wait(20)
  open.end('ok')
  wait(1)
  expect(recorder.trace()).toEqual({
    calls: [
      {
        id: 0,
        ...get,
        client: 'alice',
        attempt: 1,
        sentMs: 5,
        headersMs: 15,
        endMs: 35,
        outcome: 'ok',
        status: 200,
        bodyBytes: 7,
      },
    ],
    epochMs: 1_000_000,
    nowMs: 36,
    dropped: 0,
    marks: [],
  })
})

test('rounds times to the microsecond, so that equal moments are equal', () => {
  const now = vi.spyOn(performance, 'now').mockReturnValue(0.1)
  const recorder = createRecorder()
  now.mockReturnValue(0.4)
  expect(recorder.nowMs()).toBe(0.3)
  now.mockRestore()
})

test('records only the first end, and nothing of the response after it', () => {
  const recorder = createRecorder()
  const open = recorder.send(get)
  wait(1)
  open.end('aborted', new DOMException('stop', 'AbortError'))
  wait(1)
  open.headers(200)
  open.bytes(5)
  open.end('ok')
  expect(open.call).toMatchObject({ endMs: 1, outcome: 'aborted', error: 'AbortError: stop' })
  expect(open.call).toMatchObject({ bodyBytes: 0 })
  expect(open.call).not.toHaveProperty('headersMs')
})

test('records only the first headers', () => {
  const open = createRecorder().send(get)
  open.headers(503)
  wait(1)
  open.headers(200)
  expect(open.call).toMatchObject({ status: 503, headersMs: 0 })
})

test('records the first time of each server event, even after the end', () => {
  const open = createRecorder().send(get)
  open.server('arrivedMs')
  wait(10)
  open.end('aborted')
  open.server('arrivedMs')
  open.server('clientGoneMs')
  wait(5)
  open.server('doneMs')
  expect(open.call.server).toEqual({ arrivedMs: 0, clientGoneMs: 10, doneMs: 15 })
})

test('returns a trace that does not change afterwards', () => {
  const recorder = createRecorder()
  const open = recorder.send(get)
  open.server('arrivedMs')
  recorder.mark('half')
  const before = recorder.trace()
  const copy = structuredClone(before)
  wait(10)
  open.headers(200)
  open.server('doneMs')
  open.end('ok')
  recorder.send(get)
  recorder.mark('late')
  expect(before).toEqual(copy)
})

test('calls onChange with a copy at each change', () => {
  const seen: Call[] = []
  const open = createRecorder({ onChange: (call) => seen.push(call) }).send(get)
  open.server('arrivedMs')
  open.headers(200)
  open.headers(200)
  open.bytes(9)
  open.end('ok')
  open.end('ok')
  open.server('doneMs')
  expect(seen.map((call) => [call.outcome, call.status, call.bodyBytes])).toEqual([
    ['pending', undefined, 0],
    ['pending', undefined, 0],
    ['pending', 200, 0],
    ['pending', 200, 9],
    ['ok', 200, 9],
    ['ok', 200, 9],
  ])
  expect(seen.map(({ server }) => Object.keys(server ?? {}).length)).toEqual([0, 1, 1, 1, 1, 2])
})

test('records marks', () => {
  const recorder = createRecorder()
  wait(7)
  recorder.mark('abort')
  expect(recorder.trace().marks).toEqual([{ atMs: 7, label: 'abort' }])
})

test('an attempt is one more than the failures before the call', () => {
  const recorder = createRecorder()
  const attempts = (['http-error', 'network-error', 'aborted', 'ok'] as const).map(
    (outcome) => sendAndEnd(recorder, outcome).attempt,
  )
  expect(attempts).toEqual([1, 2, 3, 4])
})

test('attempts start again at 1 after a call that is ok', () => {
  const recorder = createRecorder()
  for (const outcome of ['http-error', 'ok', 'http-error'] as const) sendAndEnd(recorder, outcome)
  expect(recorder.send(get).call.attempt).toBe(2)
})

test('does not count a failure that happens after the call was sent', () => {
  const recorder = createRecorder()
  const first = recorder.send(get)
  const second = recorder.send(get)
  first.end('network-error')
  expect(second.call.attempt).toBe(1)
  expect(recorder.send(get).call.attempt).toBe(2)
})

test('counts attempts by client, method, URL and idempotency key', () => {
  const recorder = createRecorder()
  const post = { ...get, method: 'POST', idempotencyKey: 'a', client: 'alice' }
  sendAndEnd(recorder, 'http-error', post)
  const others = [
    { ...post, method: 'PUT' },
    { ...post, url: 'http://shop.test/2' },
    { ...post, idempotencyKey: 'b' },
    { ...post, client: 'bob' },
  ]
  expect(others.map((what) => recorder.send(what).call.attempt)).toEqual([1, 1, 1, 1])
  expect(recorder.send(post).call.attempt).toBe(2)
})

test('with a limit, keeps the last calls and marks, and counts the dropped calls', () => {
  const recorder = createRecorder({ limit: 2 })
  const opens = [1, 2, 3, 4, 5].map((id) =>
    recorder.send({ ...get, url: `http://shop.test/${id}` }),
  )
  for (const label of 'abc') recorder.mark(label)
  opens[0]?.end('ok')
  const trace = recorder.trace()
  expect(trace.calls.map((call) => call.id)).toEqual([3, 4])
  expect(trace.dropped).toBe(3)
  expect(trace.marks.map((mark) => mark.label)).toEqual(['b', 'c'])
})

test('with a limit, forgets the oldest failure, so that memory is bounded', () => {
  const recorder = createRecorder({ limit: 2 })
  const to = (id: number): typeof get => ({ ...get, url: `http://shop.test/${id}` })
  for (const id of [1, 2, 1, 3]) sendAndEnd(recorder, 'http-error', to(id))
  expect([1, 2, 3].map((id) => recorder.send(to(id)).call.attempt)).toEqual([3, 1, 2])
})

test('starts again at 0 ms when it is cleared', () => {
  const recorder = createRecorder()
  sendAndEnd(recorder, 'http-error')
  recorder.mark('gone')
  wait(50)
  recorder.clear()
  expect(recorder.nowMs()).toBe(0)
  expect(recorder.trace()).toMatchObject({ calls: [], marks: [], epochMs: 1_000_050, nowMs: 0 })
  wait(5)
  expect(recorder.send(get).call).toMatchObject({ id: 0, attempt: 1, sentMs: 5 })
})

test('stops recording a call that was open when it was cleared', () => {
  const seen: Call[] = []
  const recorder = createRecorder({ onChange: (call) => seen.push(call) })
  const open = recorder.send(get)
  recorder.clear()
  seen.length = 0
  open.end('network-error')
  expect(seen).toEqual([])
  expect(recorder.send(get).call).toMatchObject({ id: 0, attempt: 1 })
  expect(recorder.trace().calls).toHaveLength(1)
})

test.each([0, -1, 1.5, Number.NaN])('throws for a limit of %d', (limit) => {
  expect(() => createRecorder({ limit })).toThrow(RangeError)
  expect(() => createRecorder({ limit })).toThrow(
    `Cannot create a recorder: limit must be a whole number >= 1, got ${limit}. Leave it out to keep every call`,
  )
})
