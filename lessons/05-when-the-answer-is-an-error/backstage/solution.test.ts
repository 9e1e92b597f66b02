import { simulate, type Fault } from '@overlap/mock-server'
import { fc, reasons } from '@overlap/scenarios'
import { getEventListeners } from 'node:events'
import { expect, test } from 'vitest'
import { getJson, HttpError, NetworkError, ParseError } from './solution.ts'

test('whenever the signal aborts, the call ends at that moment with its reason, and leaves no listener', async () => {
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 0, max: 400 }), reasons, async (abortMs, reason) => {
      const controller = new AbortController()
      const { signal } = controller
      const run = await simulate(
        { latency: 100, bandwidth: { bytesPerSecond: 1000, chunkBytes: 50 } },
        (api, time) => {
          void time.sleep(abortMs).then(() => controller.abort(reason))
          return getJson(api.url('/products/3'), { signal })
        },
      )
      expect(getEventListeners(signal, 'abort')).toHaveLength(0)
      expect(run.unhandled).toEqual([])
      if (run.outcome === 'fulfilled') {
        expect(run.settledMs).toBeLessThanOrEqual(abortMs)
      } else {
        expect(run.reason).toBe(signal.reason)
        expect(run.settledMs).toBe(abortMs)
      }
    }),
    { numRuns: 60 },
  )
})

const load = (fault: Fault) =>
  simulate({ failures: [fault] }, (api) => getJson(api.url('/products/3')))

test('a 304 is no success, and the empty body of a 204 is not JSON', async () => {
  const unchanged = await load({ kind: 'status', status: 304 })
  expect(unchanged.reason).toBeInstanceOf(HttpError)
  const empty = await load({ kind: 'status', status: 204 })
  expect(empty.reason).toBeInstanceOf(ParseError)
})

test('a redirect in a circle is no failure of the network', async () => {
  const run = await load({ kind: 'status', status: 302, headers: { location: '/products/3' } })
  expect(run.reason).toBeInstanceOf(TypeError)
  expect(run.trace.calls).toHaveLength(21)
})

test('a 407, on which fetch rejects, is no failure of the network', async () => {
  const { reason } = await load({ kind: 'status', status: 407 })
  expect(reason).toBeInstanceOf(TypeError)
})

test('a malformed chunk is a NetworkError, though its error has an undefined code', async () => {
  const { reason } = await load({ kind: 'malformed-chunk' })
  expect(reason).toBeInstanceOf(NetworkError)
  expect(reason).toMatchObject({ cause: { cause: { name: 'HTTPParserError', code: undefined } } })
})

test('bytes that are not HTTP are a NetworkError, though their error has an undefined code', async () => {
  const { reason } = await load({ kind: 'not-http' })
  expect(reason).toBeInstanceOf(NetworkError)
  expect(reason).toMatchObject({ cause: { cause: { name: 'HTTPParserError', code: undefined } } })
})

test('an error status whose body breaks off is a NetworkError', async () => {
  const run = await simulate({ failures: [{ kind: 'truncated' }] }, (api) =>
    getJson(api.url('/products/99999')),
  )
  expect(run.trace.calls).toMatchObject([{ status: 404 }])
  expect(run.reason).toBeInstanceOf(NetworkError)
})

test.each([
  'ftp://127.0.0.1/',
  'ws://127.0.0.1/',
  'http://127.0.0.1:6666/',
  'http://127.0.0.1:25/',
  'http://me:secret@127.0.0.1/',
  'http://me@127.0.0.1/',
  'not a url',
])('with the fetch of Node, too, %s is a bug of the caller', async (url) => {
  const error: unknown = await getJson(url).catch((error: unknown) => error)
  expect(error).toBeInstanceOf(TypeError)
})
