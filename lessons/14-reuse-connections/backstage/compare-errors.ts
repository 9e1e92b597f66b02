import { serveMockApi } from '@overlap/mock-server/serve'
import type { LookupFunction } from 'node:net'
import { Agent, fetch } from 'undici'
import { serve, serveSilence } from './plain-server.ts'
import { createClient } from './solution.ts'

const CALLS = 50

/** What the caller sees when a connection can't be opened, or breaks. All on real sockets. */
export async function compareErrors(): Promise<Record<string, string>> {
  return {
    'stale: the server resets it': await stale('reset'),
    'stale: the server closes it': await stale('close'),
    'stale: with createClient': await stale('reset', createClient({ connections: 1 })),
    'no handshake': await silence(),
    '50 calls, no limit, a weak DNS server': await lookups(new Agent({ connect })),
    '50 calls, 4 connections, the same server': await lookups(
      new Agent({ connections: 4, connect }),
    ),
  }
}

type Load = (url: string) => Promise<{ status: number; text: () => Promise<string> }>

function through(agent: Agent): { fetch: Load; close: () => Promise<void> } {
  return {
    fetch: (url) => fetch(url, { dispatcher: agent }),
    close: () => agent.close(),
  }
}

async function stale(
  how: 'reset' | 'close',
  client: { fetch: Load; close: () => Promise<void> } = through(new Agent({ connections: 1 })),
): Promise<string> {
  await using server = await serve(({ socket }, response, nth) => {
    if (nth === 1) response.end('done')
    else if (how === 'reset') socket.resetAndDestroy()
    else socket.destroy()
  })
  const url = `http://${server.host}/`
  await (await client.fetch(url)).text()
  const seen = await outcome(client.fetch(url))
  await client.close()
  return seen
}

async function silence(): Promise<string> {
  await using server = await serveSilence()
  const client = createClient({ connections: 1, connectTimeoutMs: 50 })
  const seen = await outcome(client.fetch(`https://${server.host}/`))
  await client.close()
  return seen
}

/** The code of the error, or the status. */
async function outcome(
  call: Promise<{ status: number; text: () => Promise<string> }>,
): Promise<string> {
  try {
    const response = await call
    await response.text()
    return `status ${response.status}`
  } catch (error) {
    const { message, cause } = error as Error & { cause?: Error & { code?: string } }
    return `${message}, cause: ${cause?.code}`
  }
}

let asked = 0

/** A resolver that has room for eight questions, and refuses the others. */
const lookup: LookupFunction = (hostname, { all }, callback) => {
  asked += 1
  if (asked > 8) {
    const message = `getaddrinfo EAI_AGAIN ${hostname}`
    const error = Object.assign(new Error(message), { code: 'EAI_AGAIN', syscall: 'getaddrinfo' })
    setImmediate(callback, error, [])
  } else if (all) setImmediate(callback, null, [{ address: '127.0.0.1', family: 4 }])
  else setImmediate(callback, null, '127.0.0.1', 4)
}
const connect = { lookup }

async function lookups(agent: Agent): Promise<string> {
  await using api = await serveMockApi({ latency: 5 }, { port: 0 })
  asked = 0
  const { fetch, close } = through(agent)
  const calls = Array.from({ length: CALLS }, (_, i) =>
    outcome(fetch(`http://shop.test:${api.port}/products/${i + 1}`)),
  )
  const seen = await Promise.all(calls)
  await close()
  const kinds = [...new Set(seen)].toSorted()
  return kinds.map((kind) => `${seen.filter((one) => one === kind).length} × ${kind}`).join('; ')
}

if (import.meta.main) console.table(await compareErrors())
