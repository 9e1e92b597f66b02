import { expect, test } from 'vitest'
import { serveMockApi } from './serve-mock-api.ts'

const origin = 'https://page.test'

test('every answer may be read by a page of any origin, also a bad one', async () => {
  const failures = [{ kind: 'status', status: 503, route: '/todos/2' }] as const
  await using api = await serveMockApi({ failures }, { port: 0 })
  for (const path of ['/todos/1', '/todos/2', '/nowhere', '/reports/1?rows=1']) {
    const response = await fetch(api.url(path), { headers: { origin } })
    expect(response.headers.get('access-control-allow-origin')).toBe('*')
    expect(response.headers.get('access-control-expose-headers')).toBe('*')
    await response.text()
  }
})

test('a preflight allows the methods of the path and whatever headers are asked for', async () => {
  await using api = await serveMockApi({ failures: [{ kind: 'reset' }] }, { port: 0 })
  const headers = {
    origin,
    'access-control-request-method': 'POST',
    'access-control-request-headers': 'authorization, idempotency-key',
    'access-control-request-private-network': 'true',
  }
  const response = await fetch(api.url('/orders'), { method: 'OPTIONS', headers })
  expect(response.status).toBe(204)
  expect(Object.fromEntries(response.headers)).toMatchObject({
    'access-control-allow-origin': '*',
    'access-control-allow-methods': 'POST, OPTIONS',
    'access-control-allow-headers': 'authorization, idempotency-key',
    'access-control-allow-private-network': 'true',
  })
  expect(api.trace.calls).toEqual([])
})

test('a page of any origin may send If-Match to a basket, and read its ETag', async () => {
  await using api = await serveMockApi({}, { port: 0 })
  const headers = {
    origin,
    'access-control-request-method': 'PUT',
    'access-control-request-headers': 'if-match',
  }
  const preflight = await fetch(api.url('/users/1/basket'), { method: 'OPTIONS', headers })
  expect(preflight.headers.get('access-control-allow-methods')).toBe('GET, PUT, HEAD, OPTIONS')
  expect(preflight.headers.get('access-control-allow-headers')).toBe('if-match')
  const put = (tag: string): Promise<Response> =>
    fetch(api.url('/users/1/basket'), {
      method: 'PUT',
      headers: { origin, 'if-match': tag },
      body: '{"items": []}',
    })
  const answers = [await put('"v0"'), await put('"v0"')]
  expect(answers.map(({ status }) => status)).toEqual([200, 412])
  for (const { headers: received } of answers) {
    expect(received.get('etag')).toBe('"v1"')
    expect(received.get('access-control-expose-headers')).toBe('*')
  }
})

test('a preflight to a path that is not there is let through, so that the page sees the 404', async () => {
  await using api = await serveMockApi({}, { port: 0 })
  const headers = { origin, 'access-control-request-method': 'GET' }
  const response = await fetch(api.url('/nowhere'), { method: 'OPTIONS', headers })
  expect(response.status).toBe(204)
  expect((await fetch(api.url('/nowhere'), { method: 'OPTIONS' })).status).toBe(404)
})
