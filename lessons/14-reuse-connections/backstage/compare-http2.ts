import { createSecureServer } from 'node:http2'
import type { AddressInfo } from 'node:net'
import type { TlsOptions } from 'node:tls'
import { Agent, fetch } from 'undici'

const quick = ['/quick/1', '/quick/2', '/quick/3']

/** A key that both sides know stands in for a certificate. */
const psk = Buffer.alloc(16, 'overlap')
const shared = { ciphers: 'PSK', maxVersion: 'TLSv1.2' } as const
const serverTls: TlsOptions = { ...shared, pskCallback: () => psk }
const clientTls = {
  ...shared,
  pskCallback: () => ({ psk, identity: 'client' }),
  checkServerIdentity: () => undefined,
}

/**
 * In which order a slow call and three quick ones are answered by a server that speaks HTTP/1.1 and HTTP/2, with
 * `connections: 1`. The slow one is sent first. It's answered when no other answer can come before it.
 */
export async function compareHttp2(): Promise<Record<string, Record<string, string | number>>> {
  return {
    'allowH2: false': await orderWith({ allowH2: false }),
    'by default': await orderWith({}),
  }
}

async function orderWith(options: {
  readonly allowH2?: boolean
}): Promise<Record<string, string | number>> {
  const order: string[] = []
  const versions = new Set<string>()
  let [requests, connections] = [0, 0]
  const slowOne = Promise.withResolvers<void>()
  const slowSeen = Promise.withResolvers<void>()
  const quickAnswered = Promise.withResolvers<void>()
  const server = createSecureServer({ ...serverTls, allowHTTP1: true }, (request, response) => {
    requests += 1
    versions.add(request.httpVersion)
    if (request.url === '/slow') {
      slowSeen.resolve()
      void slowOne.promise.then(() => response.end())
    } else response.end()
  })
  server.on('secureConnection', () => (connections += 1))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const origin = `https://127.0.0.1:${(server.address() as AddressInfo).port}`

  const agent = new Agent({ ...options, connections: 1, connect: clientTls })
  const load = async (path: string): Promise<void> => {
    await (await fetch(`${origin}${path}`, { dispatcher: agent })).text()
    order.push(path)
    if (order.length === quick.length) quickAnswered.resolve()
  }
  const all = Promise.all(['/slow', ...quick].map(load))
  await slowSeen.promise
  // With HTTP/1.1, the quick calls wait in the client until the slow one is answered.
  if (options.allowH2 !== false) await quickAnswered.promise
  const before = requests
  slowOne.resolve()
  await all
  await agent.close()
  await new Promise((resolve) => server.close(resolve))
  return {
    HTTP: [...versions].join(' and '),
    connections,
    'requests before /slow was answered': before,
    answers: order.join(' '),
  }
}

if (import.meta.main) console.table(await compareHttp2())
