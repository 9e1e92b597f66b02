import { request } from 'undici'
import { expect, test } from 'vitest'
import type { NetworkInput } from '../network/types.ts'
import { serveMockApi } from './serve-mock-api.ts'
import { isInstalled, run } from '../testing/programs.ts'

/** One call of a list. */
interface Ask {
  readonly method: 'GET' | 'POST' | 'HEAD'
  readonly url: string
  readonly headers?: Record<string, string>
  readonly body?: string
}

/** What came of it; a client that got no whole answer has failed. */
type Got = { status: number; retryAfter: string | null; body: string } | 'failed'

/** Makes calls one after the other. */
type Client = (asks: readonly Ask[]) => Promise<readonly Got[]>

async function oneByOne(asks: readonly Ask[], send: (ask: Ask) => Promise<Got>): Promise<Got[]> {
  return Array.fromAsync(asks, (ask) => send(ask).catch(() => 'failed' as const))
}

const withFetch: Client = (asks) =>
  oneByOne(asks, async ({ url, ...init }) => {
    const response = await fetch(url, init)
    const body = await response.text()
    return { status: response.status, retryAfter: response.headers.get('retry-after'), body }
  })

const withUndici: Client = (asks) =>
  oneByOne(asks, async ({ url, ...options }) => {
    const { statusCode, headers, body } = await request(url, options)
    const retryAfter = headers['retry-after']?.toString() ?? null
    return { status: statusCode, retryAfter, body: await body.text() }
  })

const python = `
import json, sys, urllib.request, urllib.error, http.client
def ask(a):
    body = a['body'].encode() if 'body' in a else None
    request = urllib.request.Request(a['url'], body, a.get('headers', {}), method=a['method'])
    try:
        try:
            r = urllib.request.urlopen(request, timeout=60)
        except urllib.error.HTTPError as error:
            r = error
        return dict(status=r.status, retryAfter=r.headers['retry-after'], body=r.read().decode())
    except (OSError, http.client.HTTPException):
        return 'failed'
print(json.dumps([ask(a) for a in json.loads(sys.argv[1])]))
`

const withPython: Client = async (asks) => {
  const { out } = await run('python3', ['-c', python, JSON.stringify(asks)])
  return JSON.parse(out) as Got[]
}

const clients: readonly (readonly [name: string, client: Client, program?: string])[] = [
  ['fetch', withFetch],
  ['undici.request', withUndici],
  ['Python’s urllib', withPython, 'python3'],
]

const network: NetworkInput = {
  routes: {
    '/todos/2': { failures: [{ kind: 'status', status: 503, retryAfter: 7 }] },
    '/todos/3': { failures: [{ kind: 'reset' }] },
    '/todos/4': { failures: [{ kind: 'truncated' }] },
    '/todos/5': { failures: [{ kind: 'empty' }] },
    '/todos/6': { failures: [{ kind: 'reset-body' }] },
    '/todos/7': { rateLimit: { limit: 1, windowMs: 60_000 } },
    '/todos/8': { bandwidth: { bytesPerSecond: 5_000, chunkBytes: 10 } },
  },
}

test.for(clients)('%s sees what is there', async ([, client, program], context) => {
  if (program !== undefined && !(await isInstalled(program))) {
    context.skip(`${program} is not installed`)
  }
  await using api = await serveMockApi(network, { port: 0 })
  const get = (path: string): Ask => ({ method: 'GET', url: api.url(path) })
  const order: Ask = {
    method: 'POST',
    url: api.url('/orders'),
    headers: { 'idempotency-key': 'once', 'content-type': 'application/json' },
    body: '{"userId":1,"items":[{"productId":7,"quantity":2}]}',
  }
  const asks = [
    ...[1, 2, 3, 4, 5, 6, 7, 7, 8].map((id) => get(`/todos/${id}`)),
    { ...get('/todos/1'), method: 'HEAD' as const },
    order,
    order,
    get('/nowhere'),
    get('/reports/1?rows=100'),
  ]
  const results = await client(asks)

  const statuses = results.map((got) => (got === 'failed' ? got : got.status))
  expect(statuses.slice(0, 2)).toEqual([200, 503])
  expect(statuses.slice(2, 6)).toEqual(['failed', 'failed', 'failed', 'failed'])
  expect(statuses.slice(6, 10)).toEqual([200, 429, 200, 200])
  expect(statuses.slice(10)).toEqual([201, 200, 404, 200])
  const [first, unavailable] = results
  expect(first).toMatchObject({ body: expect.stringMatching(/^\{"userId":1,"id":1,.*\}\n$/) })
  expect(unavailable).toMatchObject({ retryAfter: '7' })
  // Whole seconds that are left of the minute.
  expect(results[7]).toMatchObject({ retryAfter: expect.stringMatching(/^(?:60|[1-5]?\d)$/) })
  expect(results[8]).toMatchObject({ body: expect.stringMatching(/"id":8,.*\}\n$/) })
  expect(results[9]).toMatchObject({ body: '' })
  expect(results[11]).toMatchObject({ body: (results[10] as Got & object).body })
  expect(results.at(-1)).toMatchObject({ body: expect.stringMatching(/\n\{"row":100,.*\n$/) })
})
