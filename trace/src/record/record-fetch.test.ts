import { getEventListeners } from 'node:events'
import { expect, test } from 'vitest'
import { answering, bytes, fed, record, url } from '../testing/fed-fetch.ts'
import { createRecorder } from './recorder.ts'
import { recordFetch } from './record-fetch.ts'

test('passes on its arguments and the response', async () => {
  const seen: unknown[] = []
  const { fetch } = record((...args) => {
    seen.push(...args)
    return Promise.resolve(Response.json({ id: 1 }))
  })
  const init = { headers: { accept: 'application/json' } }
  const response = await fetch(url, init)
  expect(seen).toEqual([url, init])
  expect(seen[1]).toBe(init)
  expect(await response.json()).toEqual({ id: 1 })
})

test('records the headers when they arrive, and the end when the body has been read', async () => {
  const source = fed()
  const { fetch, calls } = record(source.inner)
  const pending = fetch(url)
  expect(calls()).toMatchObject([{ url, method: 'GET', outcome: 'pending' }])
  expect(calls()[0]).not.toHaveProperty('headersMs')
  const response = await pending
  expect(calls()).toMatchObject([{ outcome: 'pending', status: 200 }])
  expect(calls()[0]).toHaveProperty('headersMs')
  const text = response.text()
  source.body().enqueue(bytes('säl'))
  source.body().enqueue(bytes('t'))
  source.body().close()
  expect(await text).toBe('sält')
  expect(calls()).toMatchObject([{ outcome: 'ok', bodyBytes: 5 }])
})

test('ends a call at its headers if the response has no body', async () => {
  const { fetch, calls } = record(answering(() => new Response(null, { status: 204 })))
  const response = await fetch(url)
  expect(response.body).toBeNull()
  expect(calls()).toMatchObject([{ outcome: 'ok', status: 204, bodyBytes: 0 }])
})

test.each([
  [304, 'ok'],
  [404, 'http-error'],
  [503, 'http-error'],
] as const)('records a %d as %s', async (status, outcome) => {
  const body = status === 304 ? null : 'no'
  const { fetch, calls } = record(answering(() => new Response(body, { status })))
  await (await fetch(url)).text()
  expect(calls()).toMatchObject([{ outcome, status }])
})

test('numbers the attempts at one URL', async () => {
  let calls = 0
  const inner = answering(() => {
    calls += 1
    if (calls === 1) throw new TypeError('fetch failed')
    return new Response('no', { status: calls === 2 ? 503 : 200 })
  })
  const recorded = record(inner)
  await expect(recorded.fetch(url)).rejects.toThrow('fetch failed')
  await (await recorded.fetch(url)).text()
  await (await recorded.fetch(url)).text()
  expect(recorded.calls().map((call) => call.attempt)).toEqual([1, 2, 3])
})

test('records the name of the client', async () => {
  const recorder = createRecorder()
  const fetch = recordFetch(
    answering(() => new Response(null)),
    recorder,
    { client: 'alice' },
  )
  await fetch(url)
  expect(recorder.trace().calls).toMatchObject([{ client: 'alice' }])
})

test('records a call that was aborted before it was sent', async () => {
  const { fetch, calls } = record(fed().inner)
  const reason = new Error('too late')
  await expect(fetch(url, { signal: AbortSignal.abort(reason) })).rejects.toBe(reason)
  expect(calls()).toMatchObject([{ outcome: 'aborted', error: 'Error: too late' }])
})

test('records an abort before the headers', async () => {
  const controller = new AbortController()
  const { promise, reject } = Promise.withResolvers<Response>()
  const { fetch, calls } = record(() => promise)
  const pending = fetch(new Request(url, { signal: controller.signal }))
  controller.abort(new Error('not needed'))
  reject(controller.signal.reason)
  await expect(pending).rejects.toBe(controller.signal.reason)
  expect(calls()).toMatchObject([{ outcome: 'aborted' }])
  expect(calls()[0]).not.toHaveProperty('headersMs')
})

test('records a failure before the headers, and rejects with the same error', async () => {
  const error = new TypeError('fetch failed', { cause: { code: 'ECONNREFUSED' } })
  const { fetch, calls } = record(() => Promise.reject(error))
  await expect(fetch(url)).rejects.toBe(error)
  expect(calls()).toMatchObject([
    { outcome: 'network-error', error: 'TypeError: fetch failed (ECONNREFUSED)' },
  ])
})

test('never adds a listener to the signal', async () => {
  const { signal } = new AbortController()
  const counts: number[] = []
  const count = (): unknown => counts.push(getEventListeners(signal, 'abort').length)
  const source = fed()
  const { fetch } = record(source.inner)
  const pending = fetch(url, { signal })
  count()
  const response = await pending
  count()
  const text = response.text()
  count()
  source.body().close()
  await text
  count()
  await fetch(url, { signal })
  count()
  expect(counts).toEqual([0, 0, 0, 0, 0])
})
