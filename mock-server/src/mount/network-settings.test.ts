import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { describe, expect, test } from 'vitest'
import { virtualTime } from '../time/virtual-time.ts'
import type { MockApi } from './mock-api.ts'
import { startMockApi } from './start-mock-api.ts'

const bodyOf = async (response: Promise<Response>): Promise<string> => (await response).text()

const timesOf = ({ trace }: MockApi): (number | undefined)[] =>
  trace.calls.map(({ headersMs }) => headersMs)

describe('connections', () => {
  test('take time to open, and none to use again', async () => {
    using _ = virtualTime()
    using api = startMockApi({ latency: 100, connections: { setUpMs: 40 } })
    await bodyOf(fetch(api.url('/todos/1')))
    await bodyOf(fetch(api.url('/todos/2')))
    expect(timesOf(api)).toEqual([140, 240])
  })

  test('are limited for each client: the other calls wait, first come, first served', async () => {
    using _ = virtualTime()
    using api = startMockApi({ latency: 100, connections: { limit: 2 } })
    const anna = api.client('anna')
    await Promise.all([
      ...[1, 2, 3, 4, 5].map((id) => bodyOf(fetch(api.url(`/todos/${id}`)))),
      bodyOf(anna(api.url('/todos/6'))),
    ])
    expect(timesOf(api)).toEqual([100, 100, 200, 200, 300, 100])
  })

  const longText = { kind: 'status', status: 200, body: 'x'.repeat(70_000) } as const

  test.each([
    ['a long text', '/todos/1'],
    ['rows that are made as they are read', '/reports/1?rows=1000'],
  ])('are busy while nobody reads the body: %s', async (_, path) => {
    using time = virtualTime()
    using api = startMockApi({
      latency: 100,
      connections: { limit: 1 },
      failures: [{ ...longText, route: '/todos/1' }],
    })
    const first = await fetch(api.url(path))
    const second = bodyOf(fetch(api.url('/todos/2')))
    await time.sleep(1000)
    expect(api.trace.calls).toMatchObject([{ outcome: 'pending' }, { outcome: 'pending' }])
    expect(api.trace.calls[1]).not.toHaveProperty('server')
    await first.text()
    await second
    expect(timesOf(api)).toEqual([100, 1200])
  })

  test('are free once a short body has arrived, read or not', async () => {
    using _ = virtualTime()
    using api = startMockApi({ latency: 100, connections: { limit: 1, setUpMs: 40 } })
    await fetch(api.url('/todos/1'))
    await (await fetch(api.url('/todos/2'))).body?.cancel()
    await bodyOf(fetch(api.url('/todos/3')))
    expect(timesOf(api)).toEqual([140, 240, 340])
  })

  test('are used again for what a redirect leads to', async () => {
    using _ = virtualTime()
    using api = startMockApi({
      latency: 100,
      connections: { limit: 1, setUpMs: 40 },
      failures: [
        { kind: 'status', status: 307, headers: { location: '/todos/2' }, route: '/todos/1' },
      ],
    })
    await bodyOf(fetch(api.url('/todos/1')))
    expect(timesOf(api)).toEqual([140, 240])
    expect(api.trace.calls).toMatchObject([{ outcome: 'ok' }, { outcome: 'ok' }])
    expect(api.counters).toMatchObject({ abortsSeen: 0, connectionsOpened: 1 })
  })

  test('are closed when a body is cancelled that is on its way', async () => {
    using _ = virtualTime()
    using api = startMockApi({
      latency: 100,
      firstByteMs: 10,
      connections: { limit: 1, setUpMs: 40 },
    })
    await (await fetch(api.url('/todos/1'))).body?.cancel()
    await bodyOf(fetch(api.url('/todos/2')))
    expect(timesOf(api)).toEqual([140, 280])
  })

  test('are closed after a failure, and free after an answer without a body', async () => {
    using _ = virtualTime()
    using api = startMockApi({
      latency: 100,
      connections: { limit: 1, setUpMs: 40 },
      failures: [{ kind: 'reset', route: '/todos/1' }],
    })
    await fetch(api.url('/todos/1')).catch(() => {})
    await fetch(api.url('/todos/2'), { method: 'HEAD' })
    await fetch(api.url('/todos/3'), { method: 'HEAD' })
    expect(timesOf(api)).toEqual([undefined, 280, 380])
  })

  test('that take more than 10 s to open end the call, as undici does', async () => {
    using time = virtualTime()
    using api = startMockApi({ connections: { setUpMs: 15_000 } })
    const error: unknown = await fetch(api.url('/todos/1')).catch((thrown: unknown) => thrown)
    expect(error).toMatchObject({ cause: { code: 'UND_ERR_CONNECT_TIMEOUT' } })
    expect(time.nowMs).toBe(10_000)
  })

  test('have no limit to the wait for one: the 300 s for the headers begin after it', async () => {
    using _ = virtualTime()
    using api = startMockApi({ latency: 200_000, connections: { limit: 1 } })
    await Promise.all([1, 2, 3].map((id) => bodyOf(fetch(api.url(`/todos/${id}`)))))
    expect(timesOf(api)).toEqual([200_000, 400_000, 600_000])
  })

  test('an abort takes a call out of the queue for one', async () => {
    using time = virtualTime()
    using api = startMockApi({ latency: 100, connections: { limit: 1 } })
    const controller = new AbortController()
    const calls = [
      bodyOf(fetch(api.url('/todos/1'))),
      bodyOf(fetch(api.url('/todos/2'), controller)),
      bodyOf(fetch(api.url('/todos/3'))),
    ]
    await time.sleep(30)
    controller.abort('enough')
    await Promise.allSettled(calls)
    expect(timesOf(api)).toEqual([100, undefined, 200])
    expect(api.counters.abortsSeen).toBe(0)
  })
})

describe('an abort that needs time to reach the server', () => {
  test('rejects at once; the slot is free and the abort counted later', async () => {
    using time = virtualTime()
    using api = startMockApi({ latency: 100, abortMs: 20, capacity: { slots: 1, queue: 1 } })
    const controller = new AbortController()
    const first = fetch(api.url('/todos/1'), controller).catch(() => time.nowMs)
    const second = fetch(api.url('/todos/2'))
    await time.sleep(50)
    controller.abort()
    expect(await first).toBe(50)
    expect(api.counters.abortsSeen).toBe(0)
    await second
    expect(api.trace.calls).toMatchObject([
      { outcome: 'aborted', endMs: 50, server: { clientGoneMs: 70 } },
      { headersMs: 170, server: { startedMs: 70 } },
    ])
    expect(api.counters).toMatchObject({ abortsSeen: 1, wastedMs: 70 })
  })

  test('may come after the reply, which nobody gets', async () => {
    using time = virtualTime()
    using api = startMockApi({ latency: 100, abortMs: 80 })
    const controller = new AbortController()
    const call = fetch(api.url('/todos/1'), controller)
    await time.sleep(50)
    controller.abort('enough')
    await expect(call).rejects.toBe('enough')
    await time.sleep(500)
    expect(api.trace.calls).toMatchObject([{ outcome: 'aborted', endMs: 50 }])
    expect(api.counters.byStatus).toEqual({})
  })
})

test('a call that is shed says when to come again', async () => {
  using _ = virtualTime()
  using api = startMockApi({ latency: 10, capacity: { slots: 1, queue: 0, retryAfter: 3 } })
  const [, shed] = await Promise.all([fetch(api.url('/todos/1')), fetch(api.url('/todos/2'))])
  expect([shed.status, shed.headers.get('retry-after')]).toEqual([503, '3'])
})

test('refusing calls costs the server time, of those it is working on', async () => {
  using _ = virtualTime()
  using api = startMockApi({ latency: 100, capacity: { slots: 1, queue: 0, refusal: 0.1 } })
  await Promise.all([1, 2, 3].map((id) => fetch(api.url(`/todos/${id}`))))
  expect(timesOf(api)).toEqual([120, 10, 20])
})

test('bodies share a bandwidth that is shared', async () => {
  const arrivals = async (shared: { shared?: true }): Promise<number[]> => {
    using time = virtualTime()
    using api = startMockApi({ bandwidth: { bytesPerSecond: 1000, chunkBytes: 10, ...shared } })
    const bytes = await Promise.all(
      [1, 1].map(async (id) => {
        const { length } = await (await fetch(api.url(`/users/${id}`))).bytes()
        return [length, time.nowMs] as const
      }),
    )
    return bytes.map(([length, nowMs]) => nowMs / length)
  }
  const [one, other] = await arrivals({})
  expect([one, other]).toEqual([1, 1])
  const [shared = 0, last = 0] = await arrivals({ shared: true })
  expect(last).toBe(2)
  expect(shared).toBeGreaterThan(1.8)
})

test('a status has the headers and the body that are wanted', async () => {
  const failure = { kind: 'status', status: 418 } as const
  const answer = async (more: object): Promise<unknown[]> => {
    using api = startMockApi({ failures: [{ ...failure, ...more }] })
    const { headers, ...response } = await fetch(api.url('/todos/1')).then(async (response) => ({
      headers: response.headers,
      text: await response.text(),
    }))
    return [headers.get('content-type'), headers.get('content-length'), response.text]
  }
  expect(await answer({ body: 'short & stout' })).toEqual(['text/plain', '13', 'short & stout'])
  expect(await answer({ body: { tea: true } })).toEqual([
    'application/json',
    '13',
    '{"tea":true}\n',
  ])
  expect(await answer({ body: '<p>', headers: { 'content-type': 'text/html' } })).toEqual([
    'text/html',
    '3',
    '<p>',
  ])
})

/** What a program prints that runs by itself. */
async function outputOf(program: string): Promise<string> {
  const start = `import { startMockApi } from ${JSON.stringify(new URL('../index.ts', import.meta.url).href)}\n`
  const args = ['--disable-warning=ExperimentalWarning', '--input-type=module', '--eval']
  const cwd = fileURLToPath(new URL('.', import.meta.url))
  const { stdout } = await promisify(execFile)(process.execPath, [...args, start + program], {
    cwd,
  })
  return stdout
}

test('a call that hangs keeps a program alive, so that its catch runs', async () => {
  const output = await outputOf(`
    const realSetTimeout = globalThis.setTimeout
    const delays = []
    // 300 s are too long for a test: what counts is that the timer holds the program.
    globalThis.setTimeout = (callback, ms) => (delays.push(ms), realSetTimeout(callback, 1))
    using api = startMockApi({ failures: [{ kind: 'hang' }] })
    try {
      await fetch(api.url('/todos/1'))
    } catch (error) {
      console.log(error.cause.code, Math.round(delays[0] / 1000))
    }`)
  expect(output).toBe('UND_ERR_HEADERS_TIMEOUT 300\n')
})

test('a call that waits for a connection keeps a program alive, so that its catch runs', async () => {
  const output = await outputOf(`
    using api = startMockApi({ connections: { limit: 1 } })
    await fetch(api.url('/reports/1?rows=1000'))
    try {
      await fetch(api.url('/todos/1'), { signal: AbortSignal.timeout(20) })
    } catch (error) {
      console.log(error.name)
    }`)
  expect(output).toBe('TimeoutError\n')
})
