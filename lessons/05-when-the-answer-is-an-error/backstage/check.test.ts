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

const causeOf = (error: unknown): unknown => (error instanceof Error ? error.cause : undefined)

const bodyOf = (error: unknown): string => (error instanceof ParseError ? error.body : '')

test('gives back the JSON of a good answer', async () => {
  const run = await load()
  expect(run.value.id).toBe(3)
  expect(run).toHaveCalls(1)
})

test('rejects with an HttpError when the status is an error', async () => {
  const run = await loadWith({ kind: 'status', status: 503, retryAfter: 2 })
  const { reason } = run
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
    [
      reason instanceof NetworkError || reason instanceof ParseError,
      causeOf(reason) instanceof HttpError
        ? `You threw an HttpError, and your own \`catch\` turned it into a ${ending(run)}: it stands ` +
          'inside the `try`. Keep in the `try` only what needs the network.'
        : `The server answered 503, and the caller got a ${ending(run)}. A complete answer came, and ` +
          'it was no. If you throw an HttpError: does it stand inside your own `try`?',
    ],
    [
      reason instanceof HttpError && reason.body === '',
      'The HttpError has no body. Read it with `response.text()` before you throw: it says what the ' +
        'server objects to.',
    ],
  ])
  expect(ending(run)).toBe('HttpError')
  expect(reason).toBeInstanceOf(HttpError)
  const error = reason as HttpError
  expect(error.status).toBe(503)
  expect(error.headers.get('retry-after')).toBe('2')
  expect(error.url).toContain('/products/3')
  expect(error.body).toContain('answers 503')
})

test('takes every status from 400 on for an error, and says which', async () => {
  for (const status of [400, 404, 500]) {
    const run = await loadWith({ kind: 'status', status })
    diagnose(run, [
      [
        run.outcome === 'fulfilled',
        `The server answered ${status}, and you took it for a product. Errors begin at 400, and 400 ` +
          'is one of them.',
      ],
    ])
    expect(run.reason).toBeInstanceOf(HttpError)
    expect((run.reason as HttpError).status).toBe(status)
  }
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
      [
        run.reason instanceof TypeError,
        'The bare TypeError of `fetch` came through. Wrap it: `new NetworkError(url, { cause })`.',
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
      [
        run.reason instanceof TypeError,
        'The headers came, the body broke off, and a bare TypeError came through. ' +
          '`response.text()` needs the network too: wrap what it throws like what `fetch` throws.',
      ],
    ])
    expect(ending(run)).toBe('NetworkError')
  }
})

test('calls it a NetworkError, too, when the body of an error breaks off', async () => {
  // There is no such product: a true 404, and its body breaks off.
  const run = await simulate({ latency: 100, failures: [{ kind: 'reset-body' }] }, (api) =>
    getJson(api.url('/products/99999')),
  )
  diagnose(run, [
    [
      run.reason instanceof TypeError,
      'A 404 came, the connection broke in its body, and a bare TypeError came through. Guard ' +
        '`response.text()` before you look at the status: it needs the network for an error, too.',
    ],
    [
      run.reason instanceof HttpError,
      'A 404 came, and the connection broke in its body. You reported an HttpError, with a body that ' +
        'is not what the server said. Without its body the answer is not complete.',
    ],
  ])
  expect(ending(run)).toBe('NetworkError')
})

test('rejects with a ParseError when a complete answer is not JSON', async () => {
  const run = await loadWith({ kind: 'garbage' })
  const { reason } = run
  diagnose(run, [
    [
      reason instanceof NetworkError,
      'You parsed inside the `try` that is for the network, and so a whole answer that is not JSON ' +
        'became a NetworkError. Keep in the `try` only what needs the network, and parse after it.',
    ],
    [
      reason instanceof SyntaxError,
      'The bare SyntaxError of `JSON.parse` came through. Wrap it: `new ParseError(url, body, { cause })`.',
    ],
    [
      reason instanceof ParseError && !reason.body.includes('Please sign in'),
      `The server sent a page that asks to sign in, and the body of the ParseError is "${bodyOf(reason)}". ` +
        'Hand on the text that came: it says at once whose page it is.',
    ],
  ])
  expect(ending(run)).toBe('ParseError')
  expect(reason).toBeInstanceOf(ParseError)
})

test('keeps the cause', async () => {
  const refused = await loadWith({ kind: 'refused' })
  const garbage = await loadWith({ kind: 'garbage' })
  const cause = causeOf(refused.reason)
  diagnose(refused, [
    [
      cause === undefined,
      'The error says that no answer came, but what really happened is lost: refused, reset, timed ' +
        'out? Hand the old error on: `new NetworkError(url, { cause })`.',
    ],
  ])
  diagnose(garbage, [
    [
      causeOf(garbage.reason) === undefined,
      'The ParseError has no cause. `JSON.parse` said what it stumbled over, and where: ' +
        '`new ParseError(url, body, { cause })`.',
    ],
  ])
  expect(cause).toBeInstanceOf(TypeError)
  expect(causeOf(cause)).toHaveProperty('code', 'ECONNREFUSED')
  expect(causeOf(garbage.reason)).toBeInstanceOf(SyntaxError)
})

test('passes the reason on, untouched, when the call is given up', async () => {
  const reason = new Error('the user left the page')
  const slow = { latency: 20, bandwidth: { bytesPerSecond: 1000 } } satisfies NetworkInput
  for (const [what, network] of [
    ['before the headers', { latency: 100 }],
    ['in the body', slow],
    ['in the body of a 503', { ...slow, failures: [{ kind: 'status', status: 503 }] }],
  ] as const) {
    const controller = new AbortController()
    const run = await simulate(network, (api, time) => {
      void time.sleep(50).then(() => controller.abort(reason))
      return getJson(api.url('/products/3'), controller)
    })
    diagnose(run, [
      [
        run.outcome === 'fulfilled' || run.settledMs > 50,
        `The caller gave up at 50 ms, ${what}, and the call went on to its end. Pass \`signal\` to ` +
          '`fetch`.',
      ],
      [
        run.reason instanceof NetworkError,
        `The caller gave the call up ${what}, and you reported a NetworkError. The network was fine. ` +
          'Who gave the call up wants the very reason back that it gave: `signal.reason`.',
      ],
      [
        causeOf(run.reason) === reason,
        'You wrapped the reason. The caller compares it with its own: `throw signal.reason`.',
      ],
    ])
    expect(run.reason).toBe(reason)
    expect(run.settledMs).toBe(50)
  }
})

test('lets the TypeError through when the URL is none', async () => {
  const run = await simulate({}, () => getJson('not a url'))
  diagnose(run, [
    [
      run.reason instanceof NetworkError,
      'The URL was "not a url", nothing was sent, and you reported a NetworkError. The caller would ' +
        'blame the network, and try again. Look at the URL first: `new URL(url)`, outside the `try`, ' +
        'throws a TypeError if it is none.',
    ],
  ])
  expect(run.reason).toBeInstanceOf(TypeError)
})
