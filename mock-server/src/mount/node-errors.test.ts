import { once } from 'node:events'
import { createServer, type Socket } from 'node:net'
import { expect, test } from 'vitest'
import { Agent } from 'undici'
import type { Fault } from '../network/failure-kinds.ts'
import { virtualTime } from '../time/virtual-time.ts'
import { startMockApi } from './start-mock-api.ts'

const head = 'HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n'
const chunked = 'HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n'

/**
 * What a true server does to a socket for each fault that it can cause. `answered` is fulfilled when
 * the client has the headers.
 */
const atTheSocket: Readonly<
  Record<
    Exclude<Fault['kind'], 'refused' | 'dns' | 'connect-timeout'>,
    (socket: Socket, answered: Promise<void>) => unknown
  >
> = {
  empty: (socket) => socket.end(),
  'not-http': (socket) => socket.end('SSH-2.0-OpenSSH_9.6\r\n'),
  hang: () => {},
  reset: (socket) => socket.resetAndDestroy(),
  'reset-body': async (socket, answered) => {
    socket.write(`${head}content-length: 100\r\n\r\n{"id":`)
    // A reset overtakes what the client has not read yet.
    await answered
    socket.resetAndDestroy()
  },
  truncated: (socket) => socket.end(`${head}content-length: 100\r\n\r\n{"id":`),
  stall: (socket) => socket.write(`${head}content-length: 100\r\n\r\n{"id":`),
  'malformed-chunk': (socket) => socket.write(`${chunked}6\r\n{"id":\r\nnot a chunk\r\n`),
  'wrong-length': (socket) => socket.end(`${head}content-length: 20\r\n\r\n{"id":1}`),
  garbage: (socket) => socket.end(`${head}content-length: 11\r\n\r\n<!doctype h`),
  status: (socket) => socket.end(`HTTP/1.1 503 Service Unavailable\r\ncontent-length: 0\r\n\r\n`),
}

/** A client that waits 0.1 s where `fetch` waits 10 or 300 s. */
const impatient = { headersTimeout: 100, bodyTimeout: 100, connect: { timeout: 100 } }

/** How far a call came, and every word of what it ended with. */
async function endOf(url: string, answered = () => {}, init?: RequestInit): Promise<unknown> {
  let stage = 'headers'
  try {
    const response = await fetch(url, init)
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
  const words = message
    .replace(/:\d+$/, ':port')
    .replace(/"<.*"\.*/, 'garbage')
    .replace(/timeout: \d+ms/, 'timeout')
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
    return await endOf(urlOf(server.address()), answered.resolve, through(new Agent(impatient)))
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

/** Where no name is ever found out, and where a name is not known. */
function atNoServer(kind: 'dns' | 'connect-timeout'): Promise<unknown> {
  const neverFound = new Agent({ connect: { timeout: 100, lookup: () => {} } })
  return endOf('http://shop.test/todos/1', () => {}, kind === 'dns' ? {} : through(neverFound))
}

/** Options for Node's `fetch`, which takes a dispatcher although its types do not. */
const through = (dispatcher: Agent): RequestInit => ({ dispatcher }) as unknown as RequestInit

function urlOf(address: unknown): string {
  return `http://127.0.0.1:${(address as { port: number }).port}/todos/1`
}

async function inProcess(fault: Fault): Promise<unknown> {
  using _ = virtualTime()
  using api = startMockApi({ failures: [fault] })
  return await endOf(api.url('/todos/1'))
}

const ends: readonly (readonly [Fault, object])[] = [
  [{ kind: 'refused' }, failed('fetch failed', 'ECONNREFUSED')],
  [{ kind: 'dns' }, failed('fetch failed', 'ENOTFOUND')],
  [{ kind: 'connect-timeout' }, failed('fetch failed', 'UND_ERR_CONNECT_TIMEOUT')],
  [{ kind: 'hang' }, failed('fetch failed', 'UND_ERR_HEADERS_TIMEOUT')],
  [{ kind: 'reset' }, failed('fetch failed', 'ECONNRESET')],
  [{ kind: 'empty' }, failed('fetch failed', 'UND_ERR_SOCKET')],
  [
    { kind: 'not-http' },
    { stage: 'headers', error: { cause: { name: 'HTTPParserError', code: undefined } } },
  ],
  [{ kind: 'reset-body' }, failed('terminated', 'ECONNRESET')],
  [{ kind: 'truncated' }, failed('terminated', 'UND_ERR_SOCKET')],
  [{ kind: 'stall' }, failed('terminated', 'UND_ERR_BODY_TIMEOUT')],
  [{ kind: 'malformed-chunk' }, { error: { cause: { name: 'HTTPParserError' } } }],
  [{ kind: 'wrong-length', byBytes: 12 }, failed('terminated', 'UND_ERR_SOCKET')],
  [{ kind: 'garbage' }, { stage: 'body', error: { name: 'SyntaxError' } }],
  [
    { kind: 'status', status: 503 },
    { status: 503, statusText: 'Service Unavailable' },
  ],
]

// The `fetch` of Node 24 takes no `Agent` of the undici that is installed here.
const takesAgent = Number.parseInt(process.versions.node) >= 26

test
  .skipIf(!takesAgent)
  .each(ends.map(([fault, expected]) => [fault.kind, fault, expected] as const))(
  '%s ends a call as it does at a real socket',
  async (kind, fault, expected) => {
    const real = await atRealNetwork(kind)
    expect(real).toMatchObject(expected)
    expect(await inProcess(fault)).toEqual(real)
  },
)

function atRealNetwork(kind: Fault['kind']): Promise<unknown> {
  if (kind === 'refused') return atAClosedPort()
  return kind === 'dns' || kind === 'connect-timeout' ? atNoServer(kind) : atARealSocket(kind)
}

test('wrong-length: a body is cut where content-length says', async () => {
  using api = startMockApi({ failures: [{ kind: 'wrong-length', byBytes: -3, first: 1 }] })
  const cut = await fetch(api.url('/todos/1'))
  const text = await cut.text()
  expect(text).toHaveLength(Number(cut.headers.get('content-length')))
  expect(await (await fetch(api.url('/todos/1'))).text()).toHaveLength(text.length + 3)
})

function failed(message: string, code: string): object {
  return { error: { name: 'TypeError', message, cause: { code } } }
}
