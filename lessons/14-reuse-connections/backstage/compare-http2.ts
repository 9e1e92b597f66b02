import { createServer as createHttp1Server } from 'node:http'
import { createServer as createHttp2Server } from 'node:http2'
import type { AddressInfo, Server } from 'node:net'
import { Client, fetch, H2CClient } from 'undici'

const quick = ['/quick/1', '/quick/2', '/quick/3']

/** Answers a request with the text that the function resolves with. */
type Answer = (path: string) => Promise<string>

const protocols = {
  'HTTP/1.1': {
    serve: (answer: Answer): Server =>
      createHttp1Server(({ url = '' }, response) => void answer(url).then((t) => response.end(t))),
    connect: (origin: string) => new Client(origin),
  },
  // Without TLS. Over TLS, an `Agent` uses HTTP/2 by itself if the server offers it.
  'HTTP/2': {
    serve: (answer: Answer): Server =>
      createHttp2Server(({ url }, response) => void answer(url).then((t) => response.end(t))),
    connect: (origin: string) => new H2CClient(origin, { pipelining: 100 }),
  },
}

/**
 * In which order a slow call and three quick ones are answered over one connection. The slow one is sent
 * first. It's answered when no other answer can come before it.
 */
export async function compareHttp2(): Promise<Record<string, Record<string, string | number>>> {
  return {
    'HTTP/1.1': await orderOver('HTTP/1.1'),
    'HTTP/2': await orderOver('HTTP/2'),
  }
}

async function orderOver(
  protocol: keyof typeof protocols,
): Promise<Record<string, string | number>> {
  const { serve, connect } = protocols[protocol]
  const order: string[] = []
  let [requests, connections] = [0, 0]
  const slowOne = Promise.withResolvers<string>()
  const slowSeen = Promise.withResolvers<void>()
  const quickAnswered = Promise.withResolvers<void>()
  const server = serve(async (path) => {
    requests += 1
    if (path !== '/slow') return path
    slowSeen.resolve()
    return slowOne.promise
  })
  server.on('connection', () => (connections += 1))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`

  const client = connect(origin)
  const load = async (path: string): Promise<void> => {
    await (await fetch(`${origin}${path}`, { dispatcher: client })).text()
    order.push(path)
    if (order.length === quick.length) quickAnswered.resolve()
  }
  const all = Promise.all(['/slow', ...quick].map(load))
  await slowSeen.promise
  // With HTTP/1.1, the quick calls wait in the client until the slow one is answered.
  if (protocol === 'HTTP/2') await quickAnswered.promise
  const before = requests
  slowOne.resolve('/slow')
  await all
  await client.close()
  await new Promise((resolve) => server.close(resolve))
  return { connections, 'requests before /slow was answered': before, answers: order.join(' ') }
}

if (import.meta.main) console.table(await compareHttp2())
