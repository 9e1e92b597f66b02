import { expect, test } from 'vitest'
import type { NetworkInput } from '../network/types.ts'
import { serveMockApi } from '../serve.ts'
import { virtualTime } from '../time/virtual-time.ts'
import { wordsOf } from '../testing/uses-of-fetch.ts'
import { startMockApi } from './start-mock-api.ts'

const realFetch = globalThis.fetch
const order = JSON.stringify({ userId: 1, items: [{ productId: 7, quantity: 2 }] })

/**
 * `/todos/1` answers with this status and leads there. So does the first call to `/orders`, which
 * leads to where the method that Node uses then is known.
 */
function redirecting(status: number, location?: string): NetworkInput {
  const to = (path: string) => ({ location: location ?? path })
  return {
    routes: {
      '/todos/1': { failures: [{ kind: 'status', status, headers: to('/todos/2') }] },
      '/orders': {
        failures: [
          { kind: 'status', status, headers: to(status < 304 ? '/orders/1' : '/orders'), first: 1 },
        ],
      },
    },
  }
}

/** How a call ends, and where it led. */
async function endOf(fetch: typeof globalThis.fetch, url: string, init: RequestInit) {
  try {
    const response = await fetch(url, init)
    const { status, redirected, url: from, type } = response
    return { status, redirected, from, type, text: await response.text() }
  } catch (error) {
    return wordsOf(error)
  }
}

interface Place {
  readonly origin: string
  readonly trace: { readonly calls: readonly { method: string; url: string; status?: number }[] }
}

/** The end and the calls on the way, whatever the host is called. */
async function journey(
  fetch: typeof globalThis.fetch,
  api: Place,
  path: string,
  init: RequestInit,
) {
  const end = await endOf(fetch, api.origin + path, init)
  const calls = api.trace.calls.map(({ method, url, status }) => `${method} ${url} ${status}`)
  const text = JSON.stringify({ end, calls })
  return JSON.parse(text.replaceAll(api.origin, 'http://shop.test')) as {
    end: object
    calls: string[]
  }
}

async function compare(network: NetworkInput, path: string, init: RequestInit = {}) {
  await using server = await serveMockApi(network, { port: 0 })
  const real = await journey(realFetch, server, path, init)
  using api = startMockApi(network)
  const simulated = await journey(fetch, api, path, init)
  return { real, simulated }
}

test.each([300, 301, 302, 303, 304, 307, 308])(
  '%i is followed as Node follows it',
  async (status) => {
    await compare(redirecting(status), '/todos/1')
    await compare(redirecting(status), '/todos/1', { method: 'HEAD' })
    const headers = { 'content-type': 'application/json' }
    const get = await compare(redirecting(status), '/todos/1')
    expect(get.simulated).toEqual(get.real)
    const head = await compare(redirecting(status), '/todos/1', { method: 'HEAD' })
    expect(head.simulated).toEqual(head.real)
    const post = { method: 'POST', body: order, headers }
    const posted = await compare(redirecting(status), '/orders', post)
    expect(posted.simulated).toEqual(posted.real)
  },
)

test('each request is a call of its own', async () => {
  const { real, simulated } = await compare(redirecting(302), '/todos/1#part')
  expect(simulated).toEqual(real)
  const { end, calls } = simulated
  expect(end).toMatchObject({ status: 200, redirected: true, from: 'http://shop.test/todos/2' })
  expect(calls).toEqual(['GET http://shop.test/todos/1 302', 'GET http://shop.test/todos/2 200'])
})

test.each([
  ['a path', '/todos/2?x=1#part'],
  ['a relative path', '2'],
  ['nothing', ''],
  ['no URL', 'http://'],
  ['ftp:', 'ftp://shop.test/'],
  ['data:', 'data:text/plain,hello'],
  ['a URL with a password', 'http://user:secret@shop.test/todos/2'],
  ['itself', '/todos/1'],
])('a location that is %s leads where it leads in Node', async (_, location) => {
  const { real, simulated } = await compare(redirecting(302, location), '/todos/1')
  expect(simulated).toEqual(real)
})

test.each(['manual', 'error'] as const)('redirect: %s is obeyed', async (redirect) => {
  const { real, simulated } = await compare(redirecting(302), '/todos/1', { redirect })
  expect(simulated).toEqual(real)
})

test('a status without a location is the answer', async () => {
  const network: NetworkInput = { failures: [{ kind: 'status', status: 302, body: 'no way' }] }
  const { real, simulated } = await compare(network, '/todos/1')
  expect(simulated).toEqual(real)
  expect(simulated.end).toMatchObject({ status: 302, redirected: false, text: 'no way' })
})

test('a body that was a stream is not sent again', async () => {
  const init = () => ({ method: 'POST', body: new Blob([order]).stream(), duplex: 'half' as const })
  using api = startMockApi(redirecting(307))
  await expect(fetch(api.url('/orders'), init())).rejects.toMatchObject({
    message: 'fetch failed',
    cause: { message: '' },
  })
})

test('what is meant for one origin is not sent to another', async () => {
  using api = startMockApi(redirecting(302, 'http://elsewhere.test/'))
  const headers = { authorization: 'secret', 'x-a': '1' }
  await expect(fetch(api.url('/todos/1'), { headers })).rejects.toThrow('http://elsewhere.test/')
  const [first, second] = api.trace.calls.map(({ requestHeaders = [] }) =>
    requestHeaders.map(([name]) => name),
  )
  expect(first).toEqual(['authorization', 'x-a'])
  expect(second).toEqual(['x-a'])
})

test('an abort while a redirect is followed ends the call', async () => {
  using _ = virtualTime()
  using api = startMockApi({ ...redirecting(302, '/todos/1'), latency: 100 })
  const controller = new AbortController()
  const call = fetch(api.url('/todos/1'), controller)
  setTimeout(() => controller.abort('enough'), 250)
  await expect(call).rejects.toBe('enough')
  expect(api.trace.calls.map(({ outcome }) => outcome)).toEqual(['ok', 'ok', 'aborted'])
})
