import { serveMockApi } from '@overlap/mock-server/serve'
import { once } from 'node:events'
import { createServer, type AddressInfo } from 'node:net'
import { Agent, fetch } from 'undici'

/**
 * How undici's own timeouts, of a second each, end three calls. On real connections: it takes about 3 s.
 */
export async function compareUndici(): Promise<Record<string, string>> {
  await using api = await serveMockApi(
    {
      routes: {
        '/todos/1': { failures: [{ kind: 'hang' }] },
        // 30 bytes a second, one by one: it takes long, but no pause is long.
        '/todos/3': { bandwidth: { bytesPerSecond: 30, chunkBytes: 1 } },
      },
    },
    { port: 0 },
  )
  await using drip = await serveHeaders()
  const dispatcher = new Agent({ headersTimeout: 1000, bodyTimeout: 1000 })
  const load = async (url: string): Promise<string> => {
    try {
      const response = await fetch(url, { dispatcher })
      await response.json()
      return 'the answer'
    } catch (error) {
      const { cause } = error as Error
      return cause instanceof Error ? cause.name : String(error)
    }
  }
  const [none, headers, body] = await Promise.all(
    [api.url('/todos/1'), drip.url, api.url('/todos/3')].map(load),
  )
  await dispatcher.destroy()
  return { 'no headers': none!, 'headers that drip': headers!, 'a body that trickles in': body! }
}

/** Sends a header every 200 ms, for 4 s. */
async function serveHeaders(): Promise<AsyncDisposable & { readonly url: string }> {
  const server = createServer((socket) => {
    let sent = 0
    socket.on('error', () => {})
    socket.write('HTTP/1.1 200 OK\r\ncontent-length: 2\r\nconnection: close\r\n')
    const timer = setInterval(() => {
      sent += 1
      if (sent <= 20) socket.write(`x-${sent}: drip\r\n`)
      else socket.end('\r\n{}')
    }, 200)
    socket.on('close', () => clearInterval(timer))
  })
  await once(server.listen(0, 'localhost'), 'listening')
  return {
    url: `http://localhost:${(server.address() as AddressInfo).port}/`,
    async [Symbol.asyncDispose]() {
      await once(server.close(), 'close')
    },
  }
}

if (import.meta.main) console.table(await compareUndici())
