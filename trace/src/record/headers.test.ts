import { describe, expect, test } from 'vitest'
import { MASKED, MOST_HEADER_CHARACTERS, recordedHeaders } from './headers.ts'
import { createRecorder } from './recorder.ts'
import { recordFetch } from './record-fetch.ts'

const url = 'http://shop.test/orders'

describe('recorded headers', () => {
  test('are the same for every form of headers', () => {
    const wanted = [
      ['accept', 'text/plain'],
      ['x-tries', '2'],
    ]
    expect(recordedHeaders(new Headers({ accept: 'text/plain', 'x-tries': '2' }))).toEqual(wanted)
    expect(recordedHeaders(wanted)).toEqual(wanted)
    expect(recordedHeaders({ accept: 'text/plain', 'x-tries': 2, gone: undefined })).toEqual(wanted)
  })

  test('keep each of several values', () => {
    expect(recordedHeaders({ via: ['a', 'b'] })).toEqual([
      ['via', 'a'],
      ['via', 'b'],
    ])
  })

  test.each([
    'Authorization',
    'proxy-authorization',
    'Cookie',
    'Set-Cookie',
    'x-api-key',
    'X-Auth-Token',
    'x-amz-security-token',
    'client-secret',
    'X-CSRF-Token',
    'x-session-id',
    'x-auth',
    'X-JWT',
    'ocp-apim-subscription-key',
    'x-functions-key',
    'apikey',
    'WWW-Authenticate',
    'x-sid',
  ])('hide the value of %s', (name) => {
    expect(recordedHeaders({ [name]: 'hunter2' })).toEqual([[name, MASKED]])
  })

  test.each(['idempotency-key', 'retry-after', 'content-type', 'etag', 'keep-alive', 'x-author'])(
    'show %s',
    (name) => {
      expect(recordedHeaders({ [name]: 'hunter2' })).toEqual([[name, 'hunter2']])
    },
  )

  test('stay within their limit', () => {
    const long = { a: 'x'.repeat(10_000), b: 'y' }
    const many = Object.fromEntries(Array.from({ length: 9999 }, (_, i) => [`name-${i}`, `${i}`]))
    for (const source of [long, many, { ['n'.repeat(10_000)]: '' }]) {
      const characters = recordedHeaders(source).flat().join('').length
      expect(characters).toBeLessThanOrEqual(MOST_HEADER_CHARACTERS)
    }
    expect(recordedHeaders(long)[0]?.[1]).toMatch(/^x{4000,}…$/u)
  })
})

describe('a call', () => {
  test('keeps the headers of its request and response, without secrets', async () => {
    const recorder = createRecorder()
    const response = new Response('[]', {
      status: 201,
      statusText: 'Created',
      headers: { 'content-type': 'application/json', 'set-cookie': 'id=1' },
    })
    const fetch = recordFetch(() => Promise.resolve(response), recorder)
    const headers = { authorization: 'Bearer abc', 'Idempotency-Key': 'k' }
    await (await fetch(url, { method: 'POST', headers })).text()
    expect(recorder.trace().calls[0]).toMatchObject({
      statusText: 'Created',
      requestHeaders: [
        ['authorization', MASKED],
        ['Idempotency-Key', 'k'],
      ],
      responseHeaders: [
        ['content-type', 'application/json'],
        ['set-cookie', MASKED],
      ],
    })
    expect(JSON.stringify(recorder.trace())).not.toMatch(/abc|id=1/u)
  })

  test('copies its headers once, when the first trace is taken', () => {
    let reads = 0
    const headers = {
      *[Symbol.iterator]() {
        reads += 1
        yield ['a', 'b'] as const
      },
    }
    const recorder = createRecorder()
    const call = recorder.send({ method: 'GET', url, headers })
    call.headers(200, { headers })
    call.end('ok')
    expect([call.call.status, reads]).toEqual([200, 0])
    recorder.trace()
    recorder.trace()
    expect(reads).toBe(2)
  })

  test('has no headers if the recorder got none', () => {
    const recorder = createRecorder()
    const call = recorder.send({ method: 'GET', url })
    call.headers(200)
    expect(Object.keys(recorder.trace().calls[0] ?? {})).not.toEqual(
      expect.arrayContaining([expect.stringMatching(/headers$|statusText/iu)]),
    )
    expect(structuredClone(call.call)).toEqual(call.call)
  })
})
