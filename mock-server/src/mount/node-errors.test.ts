import { once } from 'node:events'
import { createServer, type Socket } from 'node:net'
import { expect, test } from 'vitest'
import type { Fault } from '../network/failure-kinds.ts'
import { startMockApi } from './start-mock-api.ts'

const head = 'HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n'

/**
 * What a true server does to a socket for each fault that ends a call by itself. `answered` is
 * fulfilled when the client has the headers.
 */
const atTheSocket: Readonly<
  Record<
    Extract<Fault['kind'], 'empty' | 'reset' | 'reset-body' | 'truncated' | 'garbage' | 'status'>,
    (socket: Socket, answered: Promise<void>) => unknown
  >
> = {
  empty: (socket) => socket.end(),
  reset: (socket) => socket.resetAndDestroy(),
  'reset-body': async (socket, answered) => {
    socket.write(`${head}content-length: 100\r\n\r\n{"id":`)
    // A reset overtakes what the client has not read yet.
    await answered
    socket.resetAndDestroy()
  },
  truncated: (socket) => socket.end(`${head}content-length: 100\r\n\r\n{"id":`),
  garbage: (socket) => socket.end(`${head}content-length: 11\r\n\r\n<!doctype h`),
  status: (socket) => socket.end(`HTTP/1.1 503 Service Unavailable\r\ncontent-length: 0\r\n\r\n`),
}

/** How far a call came, and every word of what it ended with. */
async function endOf(url: string, answered = () => {}): Promise<unknown> {
  let stage = 'headers'
  try {
    const response = await fetch(url)
    stage = 'body'
    answered()
    const { status, statusText, ok, type, redirected } = response
    const answer = { status, statusText, ok, type, redirected }
    if (!response.ok) return answer
    return { ...answer, body: await response.json() }
  } catch (error) {
    return { stage, error: wordsOf(error) }
  }
}

function wordsOf(error: unknown): unknown {
  if (!(error instanceof Error)) return error
  const { name, message, cause } = error
  const { code, errno, syscall, address } = error as NodeJS.ErrnoException & { address?: string }
  // Each side has its own port, and its own piece of garbage.
  const words = message.replace(/:\d+$/, ':port').replace(/"<.*"\.*/, 'garbage')
  // The numbers are Linux's.
  const number = process.platform === 'linux' ? errno : undefined
  return { name, message: words, code, errno: number, syscall, address, cause: wordsOf(cause) }
}

async function atARealSocket(kind: keyof typeof atTheSocket): Promise<unknown> {
  const answered = Promise.withResolvers<void>()
  const server = createServer((socket) => {
    socket.on('error', () => {})
    socket.once('data', () => atTheSocket[kind](socket, answered.promise))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  try {
    return await endOf(urlOf(server.address()), answered.resolve)
  } finally {
    server.close()
  }
}

async function atAClosedPort(): Promise<unknown> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const url = urlOf(server.address())
  server.close()
  await once(server, 'close')
  return endOf(url)
}

function urlOf(address: unknown): string {
  return `http://127.0.0.1:${(address as { port: number }).port}/todos/1`
}

async function inProcess(fault: Fault): Promise<unknown> {
  using api = startMockApi({ failures: [fault] })
  return await endOf(api.url('/todos/1'))
}

test.each<[Fault, object]>([
  [{ kind: 'refused' }, failed('fetch failed', 'ECONNREFUSED')],
  [{ kind: 'reset' }, failed('fetch failed', 'ECONNRESET')],
  [{ kind: 'empty' }, failed('fetch failed', 'UND_ERR_SOCKET')],
  [{ kind: 'reset-body' }, failed('terminated', 'ECONNRESET')],
  [{ kind: 'truncated' }, failed('terminated', 'UND_ERR_SOCKET')],
  [{ kind: 'garbage' }, { stage: 'body', error: { name: 'SyntaxError' } }],
  [
    { kind: 'status', status: 503 },
    { status: 503, statusText: 'Service Unavailable' },
  ],
])('$0.kind ends a call as it does at a real socket', async (fault, expected) => {
  const kind = fault.kind as keyof typeof atTheSocket | 'refused'
  const real = kind === 'refused' ? await atAClosedPort() : await atARealSocket(kind)
  expect(real).toMatchObject(expected)
  expect(await inProcess(fault)).toEqual(real)
})

function failed(message: string, code: string): object {
  return { error: { name: 'TypeError', message, cause: { code } } }
}
