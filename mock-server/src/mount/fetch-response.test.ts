import { describe, expect, test } from 'vitest'
import { virtualTime } from '../time/virtual-time.ts'
import { startMockApi } from './start-mock-api.ts'

describe('a response', () => {
  test('says where it came from, as one of a true fetch does', async () => {
    using api = startMockApi()
    const response = await fetch(api.url('/todos/1#part'))
    const { url, type, redirected, ok, status, statusText } = response
    expect({ url, type, redirected, ok, status, statusText }).toEqual({
      url: 'http://shop.test/todos/1',
      type: 'basic',
      redirected: false,
      ok: true,
      status: 200,
      statusText: 'OK',
    })
    expect(response).toBeInstanceOf(Response)
    expect(response.constructor).toBe(Response)
  })

  test.each(['text', 'json', 'arrayBuffer', 'blob', 'bytes'] as const)(
    'can be read by %s(), once',
    async (method) => {
      using api = startMockApi()
      const response = await fetch(api.url('/todos/1'))
      expect(response.bodyUsed).toBe(false)
      const read = (await response[method]()) as string | Blob
      const text = await new Response(method === 'json' ? JSON.stringify(read) : read).text()
      expect(JSON.parse(text)).toMatchObject({ id: 1 })
      expect(response.bodyUsed).toBe(true)
      await expect(response[method]()).rejects.toThrow('Body is unusable')
    },
  )

  test('can be cloned before it is read, also while it is on its way', async () => {
    using _ = virtualTime()
    using api = startMockApi({ bandwidth: { bytesPerSecond: 1000 } })
    const response = await fetch(api.url('/todos/1'))
    const copy = response.clone()
    expect([copy.url, copy.type, copy.status]).toEqual([response.url, 'basic', 200])
    expect(await copy.json()).toEqual(await response.json())
  })

  test('gives its body to a loop, and to a buffer that the reader brings', async () => {
    using api = startMockApi()
    const decoder = new TextDecoder()
    let text = ''
    for await (const piece of (await fetch(api.url('/todos/1'))).body!)
      text += decoder.decode(piece)
    const reader = (await fetch(api.url('/todos/1'))).body!.getReader({ mode: 'byob' })
    const first = await reader.read(new Uint8Array(10))
    expect(decoder.decode(first.value)).toBe(text.slice(0, 10))
  })

  test('with a signal gives its body to a buffer that the reader brings, to its end', async () => {
    using api = startMockApi({ failures: [{ kind: 'status', status: 418 }] })
    const { body } = await fetch(api.url('/todos/1'), new AbortController())
    const reader = body!.getReader({ mode: 'byob' })
    const first = await reader.read(new Uint8Array(1000))
    expect(first.value!.length).toBeGreaterThan(0)
    expect((await reader.read(new Uint8Array(1000))).done).toBe(true)
  })

  test.each([204, 304])('of status %i has no body', async (status) => {
    using api = startMockApi({ failures: [{ kind: 'status', status }] })
    const response = await fetch(api.url('/todos/1'))
    expect([response.status, response.body]).toEqual([status, null])
    expect(await response.text()).toBe('')
    expect(api.trace.calls).toMatchObject([{ outcome: 'ok', bodyBytes: 0 }])
  })

  test('to HEAD has the headers of GET, and no body', async () => {
    using api = startMockApi()
    const whole = await fetch(api.url('/todos/1'))
    const head = await fetch(api.url('/todos/1'), { method: 'HEAD' })
    expect(head.body).toBe(null)
    expect([...head.headers]).toEqual([...whole.headers])
    expect(api.trace.calls).toMatchObject([{ method: 'GET' }, { method: 'HEAD', bodyBytes: 0 }])
  })

  test('to HEAD has no body either when it is an error', async () => {
    using api = startMockApi({ failures: [{ kind: 'status', status: 503 }] })
    const response = await fetch(api.url('/todos/1'), { method: 'HEAD' })
    expect([response.status, response.body]).toEqual([503, null])
    expect(api.trace.calls).toMatchObject([{ outcome: 'http-error', bodyBytes: 0 }])
  })

  test('is 304 when the client has it already', async () => {
    using api = startMockApi()
    const etag = (await fetch(api.url('/todos/1'))).headers.get('etag')!
    const again = await fetch(api.url('/todos/1'), { headers: { 'if-none-match': etag } })
    expect([again.status, again.statusText, again.body]).toEqual([304, 'Not Modified', null])
  })

  test('of an error has a status and words, and does not reject', async () => {
    using api = startMockApi({
      failures: [{ kind: 'status', status: 503, retryAfter: 2 }],
    })
    const response = await fetch(api.url('/todos/1'))
    expect([response.ok, response.status, response.statusText]).toEqual([
      false,
      503,
      'Service Unavailable',
    ])
    expect(response.headers.get('retry-after')).toBe('2')
    expect(await response.json()).toEqual({
      error: 'The simulated network answers 503 to this call',
    })
    expect(api.trace.calls).toMatchObject([{ outcome: 'http-error', status: 503 }])
  })
})

describe('a request', () => {
  test('carries method, headers and body', async () => {
    using api = startMockApi()
    const body = JSON.stringify({ userId: 1, items: [{ productId: 7, quantity: 2 }] })
    const headers = { 'content-type': 'application/json', 'idempotency-key': 'k1' }
    const request = new Request(api.url('/orders'), { method: 'POST', headers, body })
    const first = await fetch(request)
    expect(first.status).toBe(201)
    expect(await first.json()).toMatchObject({ items: [{ productId: 7, quantity: 2 }] })
    expect(request.bodyUsed).toBe(true)
    await expect(fetch(request)).rejects.toThrow('already been used')
    expect(api.counters.doubleOrders).toBe(0)
  })

  test('may be given as a URL, and its options as a Request', async () => {
    using api = startMockApi()
    const options = new Request(api.url('/todos/1'), { method: 'HEAD' })
    await fetch(new URL(api.url('/todos/2')), options)
    expect(api.trace.calls).toMatchObject([{ method: 'HEAD', url: 'http://shop.test/todos/2' }])
  })

  test.each<[string, RequestInit | undefined, string]>([
    ['/todos/1', undefined, 'Failed to parse URL'],
    ['http://shop.test/', { method: 'GET', body: 'x' }, 'cannot have body'],
    ['http://shop.test/', { method: 'NO WAY' }, 'not a valid HTTP method'],
    ['http://shop.test/', { signal: {} as AbortSignal }, 'to be an instance of AbortSignal'],
  ])('that fetch cannot use is refused in its words: %s %o', async (url, init, words) => {
    using api = startMockApi()
    const call = fetch(url, init)
    await expect(call).rejects.toBeInstanceOf(TypeError)
    await expect(call).rejects.toThrow(words)
    expect(api.trace.calls).toEqual([])
  })
})

describe('what is not there', () => {
  test('an unknown route is refused loudly, with the nearest route and all of them', async () => {
    using api = startMockApi()
    const call = fetch(api.url('/product/3?x=1'))
    await expect(call).rejects.toThrow(
      'The shop has no route GET /product/3. Did you mean GET /products/:id? Its routes:\n' +
        '  GET /products\n  GET /products/:id\n',
    )
    await expect(call).rejects.toMatchObject({
      name: 'UnknownRouteError',
      method: 'GET',
      target: '/product/3',
    })
    expect(api.trace.calls).toMatchObject([
      { outcome: 'network-error', error: 'UnknownRouteError: there is no GET /product/3' },
    ])
  })

  test('so is another method, and a path that is like none', async () => {
    using api = startMockApi()
    await expect(fetch(api.url('/todos/3'), { method: 'DELETE' })).rejects.toThrow(
      'no route DELETE /todos/3. Did you mean GET /todos/:id?',
    )
    await expect(fetch(api.url('/nothing/like/it'))).rejects.toThrow(
      'no route GET /nothing/like/it. Its routes:',
    )
  })

  test.each(['https://shop.test/todos/1', 'http://localhost:3000/'])(
    'another host is refused: the simulated network has only the shop (%s)',
    async (url) => {
      using _ = startMockApi()
      await expect(fetch(url)).rejects.toThrow(
        `Cannot call GET ${url}: the simulated network has only the shop, at http://shop.test. ` +
          'Build the URL with api.url(path)',
      )
    },
  )
})
