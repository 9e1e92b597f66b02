import { getEventListeners } from 'node:events'
import { expect, test } from 'vitest'
import type { Call } from './call.ts'
import { createRecorder } from './recorder.ts'
import { recordFetch } from './record-fetch.ts'

type Fetch = typeof globalThis.fetch
type Controller = ReadableStreamDefaultController<Uint8Array<ArrayBuffer>>

const url = 'http://shop.test/products/1'
const bytes = (text: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(text)

const answering =
  (make: () => Response): Fetch =>
  () =>
    Promise.try(make)

interface Recorded {
  readonly fetch: Fetch
  readonly calls: () => readonly Call[]
  /** The first end of a call. */
  readonly ended: Promise<unknown>
}

function record(inner: Fetch): Recorded {
  const { promise: ended, resolve } = Promise.withResolvers()
  const recorder = createRecorder({
    onChange: ({ endMs }) => endMs !== undefined && resolve(endMs),
  })
  return { fetch: recordFetch(inner, recorder), calls: () => recorder.trace().calls, ended }
}

/** A `fetch` whose answer has a body that the test feeds; it fails and is torn down by the signal. */
function fed(status = 200): {
  inner: Fetch
  body: () => Controller
  pulls: number
  cancelled?: unknown
} {
  let controller: Controller
  const state = {
    pulls: 0,
    body: () => controller,
    inner: (async (_input, init) => {
      await Promise.resolve()
      init?.signal?.throwIfAborted()
      const stream = new ReadableStream<Uint8Array<ArrayBuffer>>(
        {
          start: (made) => void (controller = made),
          pull: () => void (state.pulls += 1),
          cancel: (reason) => void Object.assign(state, { cancelled: reason }),
        },
        { highWaterMark: 0 },
      )
      return new Response(stream, { status })
    }) satisfies Fetch,
  }
  return state
}

test('hands on what it was called with, and what comes back', async () => {
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

test('records headers when they come, and the end when the body was read', async () => {
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

test('counts the bytes of a body while it is read', async () => {
  const source = fed()
  const { fetch, calls } = record(source.inner)
  const reader = (await fetch(url)).body?.getReader()
  const first = reader?.read()
  source.body().enqueue(bytes('abc'))
  expect(await first).toEqual({ done: false, value: bytes('abc') })
  expect(calls()).toMatchObject([{ outcome: 'pending', bodyBytes: 3 }])
  source.body().close()
  expect(await reader?.read()).toEqual({ done: true, value: undefined })
  expect(calls()).toMatchObject([{ outcome: 'ok', bodyBytes: 3 }])
})

test('records an answer without a body as over', async () => {
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

test('puts the calls of a named client into its lane', async () => {
  const recorder = createRecorder()
  const fetch = recordFetch(
    answering(() => new Response(null)),
    recorder,
    { client: 'alice' },
  )
  await fetch(url)
  expect(recorder.trace().calls).toMatchObject([{ client: 'alice' }])
})

test('reads nothing ahead of the caller, and leaves an unread call pending', async () => {
  for (const init of [{}, { signal: new AbortController().signal }]) {
    const source = fed()
    const { fetch, calls } = record(source.inner)
    const response = await fetch(url, init)
    expect(response.bodyUsed).toBe(false)
    expect(source.pulls).toBe(0)
    expect(calls()).toMatchObject([{ outcome: 'pending' }])
  }
})

test('leaves a body unlocked until it is read, where no signal can abort it', async () => {
  let received: Response | undefined
  const { fetch } = record(answering(() => (received = new Response('text'))))
  const response = await fetch(url)
  expect(received?.body?.locked).toBe(false)
  await response.text()
  expect(received?.body?.locked).toBe(true)
})

test('passes a cancelled body on, with the reason, and records an abort', async () => {
  const source = fed()
  const { fetch, calls } = record(source.inner)
  await (await fetch(url)).body?.cancel('enough')
  expect(source.cancelled).toBe('enough')
  expect(calls()).toMatchObject([{ outcome: 'aborted' }])
})

test('records an error of which the body is cancelled as the error', async () => {
  const source = fed(503)
  const { fetch, calls } = record(source.inner)
  await (await fetch(url)).body?.cancel()
  expect(calls()).toMatchObject([{ outcome: 'http-error', status: 503 }])
})

test('records a break in the loop over a body as an abort', async () => {
  const source = fed()
  const { fetch, calls } = record(source.inner)
  const response = await fetch(url)
  source.body().enqueue(bytes('abc'))
  for await (const chunk of response.body ?? []) {
    expect(chunk).toEqual(bytes('abc'))
    break
  }
  expect(calls()).toMatchObject([{ outcome: 'aborted', bodyBytes: 3 }])
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

test('records an abort in mid-body, with the bytes so far', async () => {
  const controller = new AbortController()
  const source = fed()
  const { fetch, calls } = record(source.inner)
  const reader = (await fetch(url, { signal: controller.signal })).body?.getReader()
  source.body().enqueue(bytes('abc'))
  await reader?.read()
  const next = reader?.read()
  controller.abort()
  source.body().error(controller.signal.reason)
  await expect(next).rejects.toBe(controller.signal.reason)
  expect(calls()).toMatchObject([{ outcome: 'aborted', status: 200, bodyBytes: 3 }])
})

test('records an abort after the headers while nobody reads', async () => {
  const controller = new AbortController()
  const source = fed()
  const { fetch, calls, ended } = record(source.inner)
  const response = await fetch(url, { signal: controller.signal })
  controller.abort()
  source.body().error(controller.signal.reason)
  await ended
  expect(calls()).toMatchObject([{ outcome: 'aborted' }])
  await expect(response.text()).rejects.toBe(controller.signal.reason)
})

test('records a failure before the headers, and rejects with the very error', async () => {
  const error = new TypeError('fetch failed', { cause: { code: 'ECONNREFUSED' } })
  const { fetch, calls } = record(() => Promise.reject(error))
  await expect(fetch(url)).rejects.toBe(error)
  expect(calls()).toMatchObject([
    { outcome: 'network-error', error: 'TypeError: fetch failed (ECONNREFUSED)' },
  ])
})

test('records a failure in mid-body, with the bytes so far', async () => {
  const source = fed()
  const { fetch, calls } = record(source.inner)
  const reader = (await fetch(url)).body?.getReader()
  source.body().enqueue(bytes('abc'))
  await reader?.read()
  source.body().error(new TypeError('terminated'))
  await expect(reader?.read()).rejects.toThrow('terminated')
  expect(calls()).toMatchObject([
    { outcome: 'network-error', bodyBytes: 3, error: 'TypeError: terminated' },
  ])
})

test('puts no listener on the signal, at any time', async () => {
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
