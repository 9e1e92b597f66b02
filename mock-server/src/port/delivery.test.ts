import { expect, test } from 'vitest'
import type { NetworkInput } from '../network/types.ts'
import { rawSocket, request, untilMatch } from '../testing/port-raw-client.ts'
import { Watcher } from '../testing/port-watcher.ts'
import { createHttpServer, listen } from './http-server.ts'
import { portLimits } from './limits.ts'
import { createPort } from './port.ts'
import { serveMockApi } from './serve-mock-api.ts'

const onlyHead = /^HTTP\/1\.1 200 OK\r\n[^{]*\r\n\r\n$/

/**
 * Calls `path`. `bytesSent` says how many bytes had left when the port said that the headers had: a
 * test need not wait for headers that are late.
 */
async function callPath(path: string, network: NetworkInput, coding: string) {
  const admin = { host: '127.0.0.1', token: undefined }
  const origin = (): string => 'http://127.0.0.1'
  const port = createPort(network, 10, { admin, limits: portLimits, origin })
  const server = createHttpServer(port)
  const sent = Promise.withResolvers<number>()
  server.once('connection', (socket) => {
    port.events.listen(({ type }) => {
      if (type === 'answered') sent.resolve(socket.bytesWritten)
    })
  })
  const socket = await rawSocket((await listen(server, '127.0.0.1', 0)).port)
  socket.write(request(`GET ${path}`, { 'accept-encoding': coding }))
  return {
    port,
    socket,
    bytesSent: await sent.promise,
    [Symbol.dispose]() {
      socket.destroy()
      port.connections.closeAll('the test is over')
      server.close()
    },
  }
}

test.for<[string, NetworkInput]>([
  ['/todos/1', { firstByteMs: 60_000 }],
  ['/todos/1', { bandwidth: { bytesPerSecond: 0.001 } }],
  ['/todos/1', { failures: [{ kind: 'trickle', bytesPerSecond: 0.001 }] }],
  ['/reports/1', { firstByteMs: 60_000 }],
])('the headers of %s leave before the body is due: %j', async ([path, network]) => {
  using call = await callPath(path, network, 'gzip')
  expect(call.bytesSent).toBeGreaterThan(100)
  expect(await untilMatch(call.socket, /\r\n\r\n/)).toMatch(onlyHead)
})

test.for(['gzip', 'identity'])(
  'the headers of a stream leave before its first row: %s',
  async (coding) => {
    using call = await callPath('/reports/1', {}, coding)
    expect(call.bytesSent).toBeGreaterThan(100)
    // A stream that compresses reads a few rows ahead.
    expect(call.port.shop.counts().reportRows).toBeLessThan(100)
  },
)

test('a body under a shared bandwidth waits for the one before it, one of its own does not', async () => {
  const watcher = new Watcher()
  const bandwidth = { bytesPerSecond: 200, chunkBytes: 1_000_000 }
  const network: NetworkInput = {
    bandwidth: { ...bandwidth, shared: true },
    routes: { '/todos/2': { bandwidth } },
  }
  await using api = await serveMockApi(network, { port: 0, onEvent: watcher.onEvent })
  for (const [before, path] of ['/products?limit=20', '/todos/1', '/todos/2'].entries()) {
    const socket = await rawSocket(api.port)
    socket.write(request(`GET ${path}`))
    await watcher.calls('answered', before + 1)
  }
  const [first] = await watcher.calls('ended')
  expect(first!.url).toBe(api.url('/todos/2'))
})

test('a call that is shed carries Retry-After', async () => {
  const watcher = new Watcher()
  const network: NetworkInput = {
    capacity: { slots: 1, queue: 0, serviceMs: 60_000, retryAfter: 7 },
  }
  await using api = await serveMockApi(network, { port: 0, onEvent: watcher.onEvent })
  const first = await rawSocket(api.port)
  first.write(request('GET /todos/1'))
  await watcher.calls('sent')
  const { status, headers } = await fetch(api.url('/todos/2'))
  expect([status, headers.get('retry-after')]).toEqual([503, '7'])
  first.destroy()
})
