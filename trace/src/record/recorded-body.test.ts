import { expect, test } from 'vitest'
import { answering, bytes, fed, record, url } from '../testing/fed-fetch.ts'

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

test('leaves the body of a call without a signal unlocked until it is read', async () => {
  let received: Response | undefined
  const { fetch } = record(answering(() => (received = new Response('text'))))
  const response = await fetch(url)
  expect(received?.body?.locked).toBe(false)
  await response.text()
  expect(received?.body?.locked).toBe(true)
})

test('passes on the reason when a body is cancelled, and records an abort', async () => {
  const source = fed()
  const { fetch, calls } = record(source.inner)
  await (await fetch(url)).body?.cancel('enough')
  expect(source.cancelled).toBe('enough')
  expect(calls()).toMatchObject([{ outcome: 'aborted' }])
})

test('records an HTTP error as such, even if its body is cancelled', async () => {
  const source = fed(503)
  const { fetch, calls } = record(source.inner)
  await (await fetch(url)).body?.cancel()
  expect(calls()).toMatchObject([{ outcome: 'http-error', status: 503 }])
})

test('records a break from the loop over a body as an abort', async () => {
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

test('records an abort after the headers while the body is not being read', async () => {
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
