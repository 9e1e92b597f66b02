import { duplexPair } from 'node:stream'
import { expect, test } from 'vitest'
import { request } from '../testing/port-raw-client.ts'
import { createHttpServer } from './http-server.ts'
import { portLimits } from './limits.ts'
import { createPort } from './port.ts'

/** Lets everything happen that needs neither a timer nor another turn of the event loop. */
async function restOfCallback(): Promise<void> {
  for (let i = 0; i < 100; i++) await new Promise<void>((resolve) => process.nextTick(resolve))
}

test('the replies to requests that arrive in one turn of the event loop are written together', async () => {
  const admin = { host: '127.0.0.1', token: undefined }
  const origin = (): string => 'http://127.0.0.1'
  const port = createPort({}, 10, { admin, limits: portLimits, origin })
  const server = createHttpServer(port)
  const order: string[] = []
  port.events.listen(({ type }) => {
    if (type === 'sent') order.push('request')
  })
  const clients = Array.from({ length: 3 }, () => {
    const [client, socket] = duplexPair()
    server.emit('connection', socket)
    return {
      client,
      replied: new Promise<void>((resolve) => {
        client.once('data', () => {
          order.push('reply')
          resolve()
        })
      }),
    }
  })
  for (const { client } of clients) {
    client.write(request('GET /todos/1'))
    await restOfCallback()
  }
  await Promise.all(clients.map(({ replied }) => replied))
  expect(order).toEqual(['request', 'request', 'request', 'reply', 'reply', 'reply'])
  port.connections.closeAll('the test is over')
})
