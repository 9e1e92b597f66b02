import { connect } from 'node:net'
import { setImmediate } from 'node:timers/promises'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { serveWithLimits } from './serve-mock-api.ts'
import { lastRequest, rawExchange } from '../testing/port-raw-client.ts'
import { malformed, type Malformed } from '../testing/port-malformed.ts'

const REQUESTS = 2_000
const SENDERS = 50

const limits = {
  // Long: on a busy machine a good request, too, comes some time after its connection.
  headersTimeoutMs: 5_000,
  requestTimeoutMs: 5_000,
  keepAliveTimeoutMs: 40,
  keepAliveBufferMs: 0,
  checkEveryMs: 10,
  lingerMs: 20,
  maxDiscardedBytes: 1_000_000,
}

test('thousands of malformed requests break nothing, and good ones are answered all the while', async () => {
  const warnings: Error[] = []
  const onWarning = (warning: Error): unknown => warnings.push(warning)
  process.on('warning', onWarning)
  const before = openSockets()
  const api = await serveWithLimits({}, { port: 0 }, limits)
  // A network that a fuzzed PUT might set would be no fault of the port.
  const network = JSON.stringify(api.network)

  const requests = fc.sample(malformed, { numRuns: REQUESTS, seed: 1 }).values()
  // Those that wait for the limits wait beside the others: it would take minutes one after another.
  const waiting: Promise<void>[] = []
  const senders = Array.from({ length: SENDERS }, async () => {
    for (const request of requests) {
      const sent = send(api.port, request)
      if (request.ending === 'wait') waiting.push(sent)
      else await sent
    }
  })
  const attack = { isOver: false }
  const over = Promise.all(senders).finally(() => (attack.isOver = true))
  let answered = 0
  while (!attack.isOver) {
    const { text } = await rawExchange(api.port, lastRequest('GET /todos/1'))
    if (JSON.stringify(api.network) !== network) api.network = {}
    expect(text).toMatch(/^HTTP\/1\.1 200 OK\r\n[^]*"id":1,[^]*\}\n$/)
    answered += 1
  }
  await over
  await Promise.all(waiting)

  expect(answered).toBeGreaterThan(10)
  while (api.counters.inFlight > 0) await setImmediate()
  expect(api.counters.byStatus[500]).toBeUndefined()
  await api.close()
  // A handle is gone some turns after it was closed.
  while (openSockets() !== before) await setImmediate()
  process.off('warning', onWarning)
  expect(warnings).toEqual([])
})

/** Sends it, and resolves when the connection is over. */
async function send(port: number, { bytes, pieces, ending }: Malformed): Promise<void> {
  const socket = connect({ port, host: '127.0.0.1' })
  const closed = new Promise((resolve) => socket.on('close', resolve))
  socket.on('error', () => {}).resume()
  const size = Math.ceil(bytes.length / pieces)
  for (let at = 0; at < bytes.length && socket.writable; at += size) {
    socket.write(bytes.slice(at, at + size), 'latin1')
    if (pieces > 1) await setImmediate()
  }
  if (ending === 'close') socket.end()
  if (ending === 'drop') socket.resetAndDestroy()
  await closed
}

function openSockets(): number {
  return process.getActiveResourcesInfo().filter((name) => name.startsWith('TCP')).length
}
