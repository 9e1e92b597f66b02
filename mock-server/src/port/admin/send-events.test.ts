import { once } from 'node:events'
import { setImmediate } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { createPort } from '../port.ts'
import { createHttpServer, listen, originOf } from '../http-server.ts'
import { portLimits } from '../limits.ts'

test('who stops reading events is not told any more', async () => {
  const admin = { host: '127.0.0.1', token: undefined }
  const port = createPort({}, 10, { admin, limits: portLimits, origin: () => '' })
  const server = createHttpServer(port)
  const origin = originOf(await listen(server, '127.0.0.1', 0))
  const stop = new AbortController()
  await fetch(`${origin}/_events`, { signal: stop.signal })
  expect(port.events.hasListeners).toBe(true)
  stop.abort()
  for (let turn = 0; turn < 1_000 && port.events.hasListeners; turn++) await setImmediate()
  expect(port.events.hasListeners).toBe(false)
  server.close()
  server.closeAllConnections()
  await once(server, 'close')
})
