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

test('a preflight to a path that is not there is let through, so that the page sees the 404', async () => {
  await using api = await serveMockApi({}, { port: 0 })
  const headers = { origin, 'access-control-request-method': 'GET' }
  const response = await fetch(api.url('/nowhere'), { method: 'OPTIONS', headers })
  expect(response.status).toBe(204)
  expect((await fetch(api.url('/nowhere'), { method: 'OPTIONS' })).status).toBe(404)
})
