import { once } from 'node:events'
import { createServer } from 'node:http'
import { expect, test } from 'vitest'
import { startMockApi } from './start-mock-api.ts'

interface Sent {
  readonly status: number
  /** Whether all calls get the status, or the first one alone. */
  readonly first?: number
  readonly init?: () => RequestInit
}

const post = (body: RequestInit['body']) => (): RequestInit => ({
  method: 'POST',
  body: body ?? null,
})
const streamed = (): RequestInit => {
  const body = new Blob(['{}']).stream()
  return { method: 'POST', body, duplex: 'half' }
}

/** The answer, or every word of the error. */
async function endOf(url: string, init?: RequestInit): Promise<unknown> {
  try {
    const { status, statusText, redirected } = await fetch(url, init)
    return { status, statusText, redirected }
  } catch (error) {
    const { name, message, cause } = error as Error
    return { name, message, cause: `${String(cause)}, ${JSON.stringify(cause)}` }
  }
}

async function atARealServer({ status, first = Infinity, init }: Sent): Promise<unknown> {
  let calls = 0
  const server = createServer((message, response) => {
    message.resume().on('end', () => {
      calls += 1
      response.writeHead(calls > first ? 200 : status).end('{}')
    })
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as { port: number }
  try {
    return { end: await endOf(`http://127.0.0.1:${port}/todos/1`, init?.()), calls }
  } finally {
    server.closeAllConnections()
    server.close()
  }
}

async function inProcess({ status, first, init }: Sent): Promise<unknown> {
  using api = startMockApi({
    failures: [{ kind: 'status', status, ...(first !== undefined && { first }) }],
  })
  const path = init === undefined ? '/todos/1' : '/orders'
  return { end: await endOf(api.url(path), init?.()), calls: api.trace.calls.length }
}

test.each<[string, Sent, number]>([
  ['421 is sent again, once', { status: 421 }, 2],
  ['421 is sent again, and may be fine then', { status: 421, first: 1 }, 2],
  ['421 is sent again with a body that is a text', { status: 421, init: post('{}') }, 2],
  ['421 is not sent again with a body that is a stream', { status: 421, init: streamed }, 1],
  ['407 is an error, and not sent again', { status: 407 }, 1],
  ['407 is an error also for a POST', { status: 407, init: post('{}') }, 1],
  ['401 is an answer like others', { status: 401 }, 1],
])('a call that gets a %s, as with Node', async (_, sent, calls) => {
  const real = await atARealServer(sent)
  expect(real).toMatchObject({ calls })
  expect(await inProcess(sent)).toEqual(real)
})
