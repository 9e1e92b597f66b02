import {
  simulate,
  type Fault,
  type NetworkInput,
  type Product,
  type Run,
} from '@overlap/mock-server'
import { diagnose } from '@overlap/trace'
import { expect, test } from 'vitest'
import { getJson, HttpError, NetworkError, ParseError } from '#lesson'

const load = (network: NetworkInput = {}, signal?: AbortSignal): Promise<Run<Product>> =>
  simulate({ latency: 100, ...network }, (api) =>
    getJson<Product>(api.url('/products/3'), { signal }),
  )

const loadWith = (fault: Fault): Promise<Run<Product>> => load({ failures: [fault] })

/** What became of the call, in words. */
const ending = (run: Run<unknown>): string => {
  if (run.outcome === 'fulfilled') return JSON.stringify(run.value) ?? 'undefined'
  return run.reason instanceof Error ? run.reason.name : String(run.reason)
}

test('gives back the JSON of a good answer', async () => {
  const run = await load()
  expect(run.value.id).toBe(3)
  expect(run).toHaveCalls(1)
})

test('rejects with an HttpError when the status is an error', async () => {
  const run = await loadWith({ kind: 'status', status: 503, retryAfter: 2 })
  diagnose(run, [
    [
      run.outcome === 'fulfilled' && run.value === null,
      'The server answered 503 and the caller got null. Null does not say what went wrong, and the ' +
        'next line of the program falls over it, far from here.',
    ],
    [
      run.outcome === 'fulfilled',
      'The server answered 503, an error with a JSON body, and you took it for a product. `fetch` ' +
        'rejects only when no answer comes. An answer is an answer, whatever its status: look at ' +
        '`response.ok`.',
    ],
  ])
  expect(ending(run)).toBe('HttpError')
  expect(run.reason).toBeInstanceOf(HttpError)
  const error = run.reason as HttpError
  expect(error.status).toBe(503)
  expect(error.headers.get('retry-after')).toBe('2')
  expect(error.url).toContain('/products/3')
  expect(error.body).not.toBe('')
})

test('tells a 404 from a 503 by its status', async () => {
  const run = await loadWith({ kind: 'status', status: 404 })
  expect((run.reason as HttpError).status).toBe(404)
})

test('rejects with a NetworkError when no answer comes', async () => {
  for (const kind of ['refused', 'reset', 'empty'] as const) {
    const run = await loadWith({ kind })
    diagnose(run, [
      [
        run.reason instanceof HttpError,
        'The connection was refused, and you reported an HttpError, as if the server had answered. ' +
          'Nobody did. The caller must know: after a refusal nothing has been done, after a 500 ' +
          'something may have.',
      ],
    ])
    expect(ending(run)).toBe('NetworkError')
    expect(run.reason).toBeInstanceOf(NetworkError)
  }
})

test('calls a body that breaks off a NetworkError, not a ParseError', async () => {
  for (const kind of ['reset-body', 'truncated'] as const) {
    const run = await loadWith({ kind })
    diagnose(run, [
      [
        run.reason instanceof ParseError,
        'The headers came, and then the connection broke in the middle of the body. You called it a ' +
          'ParseError: `response.json()` does two things, it reads the body and it parses it. Only the ' +
          'second is about JSON.',
      ],
    ])
    expect(ending(run)).toBe('NetworkError')
  }
})

test('rejects with a ParseError when a complete answer is not JSON', async () => {
  const run = await loadWith({ kind: 'garbage' })
  expect(ending(run)).toBe('ParseError')
  expect(run.reason).toBeInstanceOf(ParseError)
})

test('keeps the cause', async () => {
  const refused = await loadWith({ kind: 'refused' })
  const garbage = await loadWith({ kind: 'garbage' })
  const { cause } = refused.reason as Error
  diagnose(refused, [
    [
      cause === undefined,
      'The error says that no answer came, but what really happened is lost: refused, reset, timed ' +
        'out? Hand the old error on: `new NetworkError(url, { cause })`.',
    ],
  ])
  expect(cause).toBeInstanceOf(TypeError)
  expect((cause as Error).cause).toHaveProperty('code', 'ECONNREFUSED')
  expect((garbage.reason as Error).cause).toBeInstanceOf(SyntaxError)
})

test('passes the reason on, untouched, when the call is given up', async () => {
  const reason = new Error('the user left the page')
  for (const [what, network] of [
    ['before the headers', { latency: 100 }],
    ['in the body', { latency: 20, bandwidth: { bytesPerSecond: 1000 } }],
  ] as const) {
    const controller = new AbortController()
    const run = await simulate(network, (api, time) => {
      void time.sleep(50).then(() => controller.abort(reason))
      return getJson(api.url('/products/3'), controller)
    })
    diagnose(run, [
      [
        run.reason instanceof NetworkError,
        `The caller gave the call up ${what}, and you reported a NetworkError. The network was fine. ` +
          'Who gave the call up wants the very reason back that it gave: `signal.reason`.',
      ],
    ])
    expect(run.reason).toBe(reason)
    expect(run.settledMs).toBe(50)
  }
})
