import { networkInterfaces } from 'node:os'
import { expect, test } from 'vitest'
import { serveMockApi, type ServedMockApi } from '../serve-mock-api.ts'
import { lastRequest, rawExchange } from '../../testing/port-raw-client.ts'

async function statusOf(
  api: ServedMockApi,
  line: string,
  headers: Record<string, string>,
): Promise<number> {
  const { text } = await rawExchange(api.port, lastRequest(line, headers))
  return Number(text.slice(9, 12))
}

test.each([
  ['127.0.0.1', 200],
  ['127.0.0.1:4000', 200],
  ['localhost:4000', 200],
  ['LOCALHOST', 200],
  ['[::1]:4000', 200],
  ['2130706433', 200],
  ['rebound.evil.test', 403],
  ['localhost.evil.test', 403],
  ['127.0.0.1.evil.test', 403],
  ['127.0.0.1@evil.test', 403],
  ['0.0.0.0', 403],
  ['192.168.1.7', 403],
  ['', 403],
])('a call to the host %j is answered %i', async (host, status) => {
  await using api = await serveMockApi({}, { port: 0 })
  expect(await statusOf(api, 'GET /_network', { host })).toBe(status)
  expect(await statusOf(api, 'GET /todos/1', { host })).toBe(200)
})

test('an absolute form is judged by its own host', async () => {
  await using api = await serveMockApi({}, { port: 0 })
  expect(await statusOf(api, 'GET http://evil.test/_network', {})).toBe(403)
  expect(await statusOf(api, 'GET http://localhost/_network', { host: 'evil.test' })).toBe(200)
})

test('a web page of another origin is refused, with simple requests too', async () => {
  await using api = await serveMockApi({}, { port: 0 })
  await fetch(api.url('/todos/1'))
  const host = `127.0.0.1:${api.port}`
  for (const [headers, status] of [
    [{ origin: 'https://evil.test' }, 403],
    [{ origin: 'null' }, 403],
    [{ origin: `https://${host}` }, 403],
    [{ origin: 'http://127.0.0.1:1' }, 403],
    [{ 'sec-fetch-site': 'cross-site' }, 403],
    [{ 'sec-fetch-site': 'same-site' }, 403],
    [{ 'sec-fetch-site': 'none' }, 200],
    [{ 'sec-fetch-site': 'same-origin', origin: `http://${host}` }, 200],
  ] as const) {
    expect(await statusOf(api, 'GET /_trace', { host, ...headers })).toBe(status)
    if (status === 403) expect(await statusOf(api, 'POST /_reset', { host, ...headers })).toBe(403)
  }
  expect(api.counters.calls).toBe(1)
})

test('no admin answer may be read by a page of another origin', async () => {
  await using api = await serveMockApi({}, { port: 0 })
  for (const path of ['/_network', '/_trace', '/_counters', '/_nothing']) {
    const { headers } = await fetch(api.url(path))
    expect([path, headers.get('access-control-allow-origin')]).toEqual([path, null])
  }
  const preflight = { origin: 'https://evil.test', 'access-control-request-method': 'PUT' }
  expect(await statusOf(api, 'OPTIONS /_network', preflight)).toBe(403)
})

test('with a token, who shows it may, from any page; who does not may not', async () => {
  await using api = await serveMockApi({}, { port: 0, token: 'open sesame' })
  for (const [authorization, status] of [
    ['Bearer open sesame', 200],
    ['Bearer open', 401],
    ['Bearer open sesame2', 401],
    ['open sesame', 401],
    ['', 401],
  ] as const) {
    const headers = { authorization, host: 'shop.example', origin: 'https://page.test' }
    expect(await statusOf(api, 'GET /_network', headers)).toBe(status)
  }
  const preflight = {
    'access-control-request-method': 'PUT',
    'access-control-request-headers': 'authorization',
  }
  const allowed = await fetch(api.url('/_network'), { method: 'OPTIONS', headers: preflight })
  expect(allowed.status).toBe(204)
  expect(allowed.headers.get('access-control-allow-headers')).toBe('authorization')
  expect(allowed.headers.get('access-control-allow-origin')).toBe('*')
})

test('another machine may use the shop, and not the admin routes', async (context) => {
  const addresses = Object.values(networkInterfaces()).flatMap((list) => list ?? [])
  const own = addresses.find(({ internal, family }) => !internal && family === 'IPv4')
  if (own === undefined) context.skip('this machine has no address but its loopback')
  await using api = await serveMockApi({}, { port: 0, host: '0.0.0.0' })
  const url = `http://${own?.address}:${api.port}`
  expect((await fetch(`${url}/todos/1`)).status).toBe(200)
  expect((await fetch(`${url}/_network`)).status).toBe(403)
})
