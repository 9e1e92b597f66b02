import { getEventListeners } from 'node:events'
import { describe, expect, test } from 'vitest'
import type { NetworkInput } from '../network/types.ts'
import { virtualTime, type VirtualTime } from '../time/virtual-time.ts'
import { openMount, startMockApi } from './start-mock-api.ts'

const decoder = new TextDecoder()

/** The pieces of a body, each with the moment at which it could be read. */
async function piecesOf(
  response: Response,
  time: VirtualTime,
): Promise<[atMs: number, bytes: number][]> {
  const pieces: [number, number][] = []
  for await (const piece of response.body!) pieces.push([time.nowMs, piece.length])
  return pieces
}

describe('a paced body', () => {
  const network: NetworkInput = {
    latency: 100,
    firstByteMs: 50,
    bandwidth: { bytesPerSecond: 200, chunkBytes: 20 },
  }

  test('comes piece by piece, each when its last byte is there', async () => {
    using time = virtualTime()
    using api = startMockApi(network)
    const response = await fetch(api.url('/users/1'))
    expect(time.nowMs).toBe(100)
    const bytes = Number(response.headers.get('content-length'))
    const pieces = await piecesOf(response, time)
    expect(pieces.slice(0, 3)).toEqual([
      [250, 20],
      [350, 20],
      [450, 20],
    ])
    const endMs = 150 + Math.round(bytes * 5)
    expect(pieces.at(-1)?.[0]).toBe(endMs)
    expect(pieces.reduce((sum, [, length]) => sum + length, 0)).toBe(bytes)
    expect(api.trace.calls).toMatchObject([
      {
        headersMs: 100,
        endMs,
        bodyBytes: bytes,
        server: { firstByteMs: 250, doneMs: endMs },
      },
    ])
  })

  test('may only have a late first byte', async () => {
    using time = virtualTime()
    using api = startMockApi({ latency: 100, firstByteMs: 50 })
    const response = await fetch(api.url('/users/1'))
    expect(time.nowMs).toBe(100)
    await response.text()
    expect(time.nowMs).toBe(150)
  })

  test('is over with its last byte, read or not what comes after', async () => {
    using _ = virtualTime()
    using api = startMockApi({ firstByteMs: 50 })
    const reader = (await fetch(api.url('/users/1'))).body!.getReader()
    await reader.read()
    expect(api.trace.calls).toMatchObject([{ outcome: 'ok', endMs: 50 }])
  })

  test('is worth as much as one that comes at once', async () => {
    using _ = virtualTime()
    using api = startMockApi(network)
    const slow = await (await fetch(api.url('/users/1'))).json()
    api.network = {}
    expect(slow).toEqual(await (await fetch(api.url('/users/1'))).json())
  })

  test('has arrived meanwhile when it is read late', async () => {
    using time = virtualTime()
    using api = startMockApi(network)
    const response = await fetch(api.url('/users/1'))
    await time.sleep(400)
    const pieces = await piecesOf(response, time)
    expect(pieces.slice(0, 4).map(([atMs]) => atMs)).toEqual([500, 500, 500, 550])
  })

  test('that nobody reads arrives all the same, and leaves nothing behind', async () => {
    using time = virtualTime()
    using mount = openMount(network)
    const { headers } = await fetch(mount.api.url('/users/1'))
    await time.sleep(5000)
    expect(mount.state.timers.waiting).toBe(0)
    expect(mount.state.open.size).toBe(0)
    const bodyBytes = Number(headers.get('content-length'))
    const endMs = 150 + bodyBytes * 5
    expect(mount.api.trace.calls).toMatchObject([
      { outcome: 'ok', headersMs: 100, endMs, bodyBytes },
    ])
  })

  test('that has arrived cannot be read any more after an abort', async () => {
    using time = virtualTime()
    using mount = openMount(network)
    const controller = new AbortController()
    const response = await fetch(mount.api.url('/users/1'), controller)
    await time.sleep(5000)
    expect(getEventListeners(controller.signal, 'abort')).toEqual([])
    controller.abort('enough')
    await expect(response.text()).rejects.toBe('enough')
    expect(mount.api.trace.calls).toMatchObject([{ outcome: 'ok' }])
  })

  test('stops when 64 KiB of it wait for their reader', async () => {
    using time = virtualTime()
    using api = startMockApi({
      failures: [{ kind: 'status', status: 200, body: 'x'.repeat(100_000) }],
      bandwidth: { bytesPerSecond: 100_000, chunkBytes: 10_000 },
    })
    const response = await fetch(api.url('/todos/1'))
    await time.sleep(5000)
    expect(api.trace.calls).toMatchObject([{ outcome: 'pending', bodyBytes: 70_000 }])
    expect(await response.text()).toHaveLength(100_000)
  })

  test('that is cancelled ends there, and the server sees it', async () => {
    using _ = virtualTime()
    using mount = openMount(network)
    const reader = (await fetch(mount.api.url('/users/1'))).body!.getReader()
    await reader.read()
    const next = reader.read()
    await reader.cancel('enough')
    expect(await next).toEqual({ done: true, value: undefined })
    expect(mount.state.timers.waiting).toBe(0)
    expect(mount.api.trace.calls).toMatchObject([
      { outcome: 'aborted', endMs: 250, bodyBytes: 20, server: { clientGoneMs: 250 } },
    ])
    expect(mount.api.counters.abortsSeen).toBe(1)
  })
})

describe('a body of a bad answer', () => {
  const network: NetworkInput = {
    failures: [
      { kind: 'trickle', bytesPerSecond: 10 },
      { kind: 'status', status: 503 },
    ],
  }

  test('may be cancelled: the call has failed, it was not given up', async () => {
    using _ = virtualTime()
    using api = startMockApi(network)
    await (await fetch(api.url('/todos/1'))).body?.cancel()
    expect(api.trace.calls).toMatchObject([{ outcome: 'http-error', endMs: 0 }])
  })

  test('may be aborted: the call was given up', async () => {
    using time = virtualTime()
    using api = startMockApi(network)
    const controller = new AbortController()
    const body = (await fetch(api.url('/todos/1'), controller)).text()
    setTimeout(() => controller.abort('enough'), 50)
    await expect(body).rejects.toBe('enough')
    expect(api.trace.calls).toMatchObject([{ outcome: 'aborted', endMs: time.nowMs }])
  })
})

describe('a body that breaks off', () => {
  test.each([
    ['truncated', 'UND_ERR_SOCKET'],
    ['reset-body', 'ECONNRESET'],
  ] as const)('%s: half of it can be read, then comes the error', async (kind, code) => {
    using api = startMockApi({ failures: [{ kind }] })
    const whole = Number((await fetch(api.url('/todos/1'))).headers.get('content-length'))
    const reader = (await fetch(api.url('/todos/1'))).body!.getReader()
    expect((await reader.read()).value).toHaveLength(Math.floor(whole / 2))
    const error: unknown = await reader.read().catch((thrown: unknown) => thrown)
    expect(error).toMatchObject({ message: 'terminated', cause: { code } })
    await expect(reader.closed).rejects.toBe(error)
    expect(api.trace.calls[1]).toMatchObject({
      outcome: 'network-error',
      status: 200,
      bodyBytes: Math.floor(whole / 2),
    })
  })

  test('breaks off after so many bytes, at the pace of the body', async () => {
    using time = virtualTime()
    using api = startMockApi({
      failures: [
        { kind: 'trickle', bytesPerSecond: 10 },
        { kind: 'reset-body', afterBytes: 30 },
      ],
    })
    const response = await fetch(api.url('/todos/1'))
    await expect(response.text()).rejects.toThrow('terminated')
    expect(time.nowMs).toBe(3000)
    expect(api.trace.calls).toMatchObject([{ bodyBytes: 30, endMs: 3000 }])
  })

  test.each(['truncated', 'reset-body', 'malformed-chunk'] as const)(
    '%s: what has not been read by then is lost',
    async (kind) => {
      using time = virtualTime()
      using api = startMockApi({ failures: [{ kind }] })
      const response = await fetch(api.url('/todos/1'))
      await time.sleep(1)
      expect(api.trace.calls).toMatchObject([{ outcome: 'network-error', endMs: 0 }])
      await expect(response.body!.getReader().read()).rejects.toThrow('terminated')
    },
  )

  test('keeps its error when the client aborts after that', async () => {
    using time = virtualTime()
    using api = startMockApi({ failures: [{ kind: 'truncated' }] })
    const controller = new AbortController()
    const response = await fetch(api.url('/todos/1'), controller)
    await time.sleep(1)
    controller.abort('too late')
    await expect(response.text()).rejects.toMatchObject({ cause: { code: 'UND_ERR_SOCKET' } })
  })

  test('stalls for 300 s, read or not', async () => {
    using time = virtualTime()
    using api = startMockApi({ failures: [{ kind: 'stall' }] })
    const response = await fetch(api.url('/todos/1'))
    await time.sleep(400_000)
    expect(api.trace.calls).toMatchObject([{ outcome: 'network-error', endMs: 300_000 }])
    await expect(response.text()).rejects.toMatchObject({ cause: { code: 'UND_ERR_BODY_TIMEOUT' } })
  })

  test('with nothing in it, too', async () => {
    using api = startMockApi({ failures: [{ kind: 'truncated', afterBytes: 0 }] })
    await expect((await fetch(api.url('/todos/1'))).text()).rejects.toThrow('terminated')
  })
})

describe('a body that the shop makes as it is read', () => {
  const rows = '/reports/1?rows=1000'

  test('comes whole', async () => {
    using api = startMockApi()
    const text = await (await fetch(api.url(rows))).text()
    expect(text.trimEnd().split('\n')).toHaveLength(1000)
    expect(api.trace.calls).toMatchObject([{ outcome: 'ok', bodyBytes: text.length }])
  })

  test('comes whole into buffers that the reader brings', async () => {
    using api = startMockApi()
    const reader = (await fetch(api.url('/reports/1?rows=3'))).body!.getReader({ mode: 'byob' })
    let lines = ''
    for (;;) {
      const { done, value } = await reader.read(new Uint8Array(10_000))
      lines += decoder.decode(value)
      if (done) break
    }
    expect(lines.trimEnd().split('\n')).toHaveLength(3)
  })

  test('comes at its pace, and in pieces', async () => {
    using time = virtualTime()
    using api = startMockApi({ bandwidth: { bytesPerSecond: 1000, chunkBytes: 10 } })
    const reader = (await fetch(api.url(rows))).body!.getReader()
    expect(decoder.decode((await reader.read()).value)).toHaveLength(10)
    expect(time.nowMs).toBe(10)
  })

  test('is not made any further once the client has cancelled it', async () => {
    using mount = openMount({})
    const reader = (await fetch(mount.api.url(rows))).body!.getReader()
    await reader.read()
    await reader.read()
    await reader.cancel()
    expect(mount.state.shop.counts().reportRows).toBe(2)
    expect(mount.api.trace.calls).toMatchObject([{ outcome: 'aborted' }])
    expect(mount.api.counters).toMatchObject({ abortsSeen: 1, wastedCalls: 1 })
  })

  test('is not made any further once the signal has aborted', async () => {
    using mount = openMount({})
    const controller = new AbortController()
    const reader = (await fetch(mount.api.url(rows), controller)).body!.getReader()
    await reader.read()
    controller.abort('enough')
    await expect(reader.read()).rejects.toBe('enough')
    expect(mount.state.shop.counts().reportRows).toBe(1)
    expect(mount.api.trace.calls[0]?.server).toHaveProperty('clientGoneMs')
  })

  test('breaks off after its first piece when nothing says where', async () => {
    using api = startMockApi({ failures: [{ kind: 'reset-body' }] })
    const reader = (await fetch(api.url(rows))).body!.getReader()
    await reader.read()
    await expect(reader.read()).rejects.toThrow('terminated')
  })
})
