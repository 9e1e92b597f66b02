import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { fed } from '../testing/fed-fetch.ts'
import { createRecorder, type Recorder } from './recorder.ts'
import { recordFetch } from './record-fetch.ts'

const form = '--x\r\nContent-Disposition: form-data; name="id"\r\n\r\n7\r\n--x--\r\n'

let server: Server
let origin: string

beforeAll(async () => {
  server = createServer((request, response) => {
    if (request.url === '/moved') response.writeHead(302, { location: '/here' }).end()
    else if (request.url === '/form') {
      response.writeHead(200, { 'content-type': 'multipart/form-data; boundary=x' }).end(form)
    } else {
      const headers = { 'content-type': 'application/json', 'set-cookie': ['a=1', 'b=2'] }
      response.writeHead(201, 'Made', headers).end('{"id":7}')
    }
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})

afterAll(() => {
  server.closeAllConnections()
  server.close()
})

const get = (path: string, recorder: Recorder = createRecorder()): Promise<Response> =>
  recordFetch(fetch, recorder)(origin + path)

test('is a Response with the same properties as the platform’s', async () => {
  const [recorded, plain] = await Promise.all([get('/moved'), fetch(`${origin}/moved`)])
  expect(recorded).toBeInstanceOf(Response)
  for (const key of [
    'url',
    'redirected',
    'type',
    'status',
    'statusText',
    'ok',
    'bodyUsed',
  ] as const) {
    expect({ [key]: recorded[key] }).toEqual({ [key]: plain[key] })
  }
  expect(recorded.headers.getSetCookie()).toEqual(['a=1', 'b=2'])
  expect(() => recorded.headers.set('x', 'y')).toThrow(TypeError)
  await Promise.all([recorded.text(), plain.text()])
})

test('can be read in every form', async () => {
  expect(await (await get('/')).json()).toEqual({ id: 7 })
  expect(await (await get('/')).text()).toBe('{"id":7}')
  expect((await (await get('/')).bytes()).byteLength).toBe(8)
  expect((await (await get('/')).arrayBuffer()).byteLength).toBe(8)
  expect(await (await get('/')).blob()).toMatchObject({ size: 8, type: 'application/json' })
  expect((await (await get('/form')).formData()).get('id')).toBe('7')
})

test('can be read only once', async () => {
  const response = await get('/')
  await response.text()
  expect(response.bodyUsed).toBe(true)
  await expect(response.text()).rejects.toThrow(TypeError)
  expect(() => response.clone()).toThrow(TypeError)
})

test('has clones with the same properties and body, and one record for all of them', async () => {
  const recorder = createRecorder()
  const response = await get('/moved', recorder)
  const clone = response.clone()
  const again = clone.clone()
  expect(again).toMatchObject({ url: `${origin}/here`, redirected: true, type: 'basic' })
  expect(again.headers.get('content-type')).toBe('application/json')
  expect(await Promise.all([response, clone, again].map((one) => one.text()))).toEqual(
    Array.from({ length: 3 }, () => '{"id":7}'),
  )
  expect(recorder.trace().calls).toMatchObject([{ outcome: 'ok', bodyBytes: 8, status: 201 }])
})

test('can be read into a buffer of the reader’s own if the platform’s body can', async () => {
  const recorder = createRecorder()
  const reader = (await get('/', recorder)).body?.getReader({ mode: 'byob' })
  const { value } = (await reader?.read(new Uint8Array(100))) ?? {}
  expect(new TextDecoder().decode(value)).toBe('{"id":7}')
  expect(await reader?.read(new Uint8Array(100))).toMatchObject({ done: true })
  expect(recorder.trace().calls).toMatchObject([{ outcome: 'ok', bodyBytes: 8 }])
})

test('can be piped through a transform', async () => {
  const response = await get('/')
  const texts = await Array.fromAsync(response.body?.pipeThrough(new TextDecoderStream()) ?? [])
  expect(texts.join('')).toBe('{"id":7}')
})

test('records an abort of the platform’s fetch while the body is not being read', async () => {
  const controller = new AbortController()
  const ended = Promise.withResolvers<string>()
  const recorder = createRecorder({
    onChange: ({ outcome }) => outcome !== 'pending' && ended.resolve(outcome),
  })
  const response = await recordFetch(fetch, recorder)(origin, { signal: controller.signal })
  controller.abort()
  expect(await ended.promise).toBe('aborted')
  await expect(response.text()).rejects.toThrow(expect.objectContaining({ name: 'AbortError' }))
})

const readers = ['arrayBuffer', 'blob', 'bytes', 'formData', 'json', 'text'] as const

test.each(readers)(
  '%s() rejects with the reason, even if the platform’s does not',
  async (reader) => {
    const native = Response.prototype[reader]
    // As in Chromium.
    vi.spyOn(Response.prototype, reader).mockImplementation(async function (this: Response) {
      return native.call(this).catch(() => Promise.reject(new TypeError('Failed to fetch')))
    })
    const { inner, body } = fed()
    const response = await recordFetch(inner, createRecorder())('http://shop.test/')
    const clone = response.clone()
    const reason = new Error('mine')
    body().error(reason)
    await expect(response[reader]()).rejects.toBe(reason)
    await expect(clone[reader]()).rejects.toBe(reason)
    await expect(response[reader]()).rejects.toThrow('Failed to fetch')
    vi.restoreAllMocks()
  },
)
