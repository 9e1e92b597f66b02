import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { expect, test } from 'vitest'
import type { NetworkInput } from '../network/types.ts'
import { serveMockApi, type ServedMockApi } from './serve-mock-api.ts'
import { rawSocket, request, untilMatch } from '../testing/port-raw-client.ts'

setFlagsFromString('--expose-gc')
const collectGarbage = runInNewContext('gc') as () => void

const network: NetworkInput = {
  routes: {
    '/todos/2': { failures: [{ kind: 'reset' }] },
    '/todos/3': { failures: [{ kind: 'truncated' }] },
    '/todos/4': { failures: [{ kind: 'hang' }] },
  },
}

test('10,000 calls leave nothing behind, whether they were answered, broken or given up', async () => {
  await using api = await serveMockApi(network, { port: 0, traceLimit: 100 })
  await load(api, 1_000)
  const heaps = [heapBytes()]
  for (let round = 0; round < 4; round++) {
    await load(api, 2_500)
    heaps.push(heapBytes())
  }
  expect(api.counters.inFlight).toBe(0)
  // The engine's own memory grows by fits and starts, what calls leave behind in every round.
  const growth = heaps.slice(1).map((bytes, round) => (bytes - heaps[round]!) / 2_500)
  // What a call would leave, were it a listener or a signal, would be far more.
  expect(Math.min(...growth)).toBeLessThan(50)
})

/** Nine calls of ten in good order over connections that are kept, the others each in another way. */
async function load(api: ServedMockApi, calls: number): Promise<void> {
  const socket = await rawSocket(api.port)
  for (let call = 0; call < calls; call += 20) {
    const lines = Array.from({ length: 18 }, () => request('GET /todos/1'))
    socket.write(lines.join(''))
    await untilMatch(socket, new RegExp('(?:HTTP/1.1 200[^]*?\\}\\n){18}'))
    await bad(api, 2 + ((call / 20) % 3))
    await bad(api, 2 + ((call / 20 + 1) % 3))
  }
  socket.destroy()
}

async function bad(api: ServedMockApi, id: number): Promise<void> {
  const socket = await rawSocket(api.port)
  const closed = new Promise((resolve) => socket.on('close', resolve))
  socket.on('error', () => {}).resume()
  socket.write(request(`GET /todos/${id}`))
  // The hang is given up, before or after the server has seen the call.
  if (id === 4) socket.end()
  await closed
}

function heapBytes(): number {
  collectGarbage()
  collectGarbage()
  return process.memoryUsage().heapUsed
}
