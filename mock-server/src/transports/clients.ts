import { devNull } from 'node:os'
import { setupServer } from 'msw/node'
import { Agent, request } from 'undici'
import { findChromium, whereItMayBe } from '../browser/find-chromium.ts'
import { mockHandlers } from '../mount/mock-handlers.ts'
import { startMockApi } from '../mount/start-mock-api.ts'
import type { NetworkInput } from '../network/types.ts'
import { serveWithLimits } from '../port/serve-mock-api.ts'
import { isInstalled, run } from '../testing/programs.ts'
import { inChromium, type PortOfCall } from './chromium.ts'
import { startPatience } from './patience.ts'
import { virtualTime } from '../time/virtual-time.ts'

/** A network, and how long a client waits for the first or the next bytes before it times out. */
export interface Situation {
  readonly network: NetworkInput
  readonly patienceMs: number
}

/**
 * What a client saw of `GET /todos/1`: a whole reply (`200, 87 bytes`), a failure before the headers
 * (`ECONNRESET`) or a failure in the body (`200, 43 bytes, ECONNRESET`). If the server did not get
 * exactly one call, the number follows in brackets.
 */
export type Seen = string

/** One way from a client to the shop. */
export interface Transport {
  readonly name: string
  /** Why this machine can't run it, or `undefined` if it can. */
  readonly missing?: () => Promise<string | undefined>
  /**
   * Calls `/todos/2`, which succeeds, and then `/todos/1`, over the same connection if possible.
   * Situations run concurrently if each has its own port.
   */
  readonly callAll: (situations: readonly Situation[]) => Promise<readonly Seen[]>
}

/** Clients that reach the shop without a socket. They replace globals, so one runs at a time. */
export const withoutPort: readonly Transport[] = [
  {
    name: 'in process',
    callAll: oneByOne(async ({ network, patienceMs }) => {
      using api = startMockApi(network)
      return await fetchTwice({ origin: api.url('/'), patienceMs })
    }),
  },
  {
    name: 'virtual time',
    callAll: oneByOne(async ({ network, patienceMs }) => {
      using _time = virtualTime()
      using api = startMockApi(network)
      return await fetchTwice({ origin: api.url('/'), patienceMs })
    }),
  },
  {
    name: 'mockHandlers',
    callAll: oneByOne(async ({ network, patienceMs }) => {
      const server = setupServer(...mockHandlers(network).handlers)
      server.listen()
      try {
        return await fetchTwice({ origin: 'http://shop.test/', patienceMs })
      } finally {
        server.close()
      }
    }),
  },
]

/** How many times longer clients wait when they run side by side. */
const byTheClock = 12
/** Clients that count turns of the event loop need less, and must time out before the port does. */
const countingTurns = 3

/** Real clients, over real sockets. */
export const overPort: readonly Transport[] = [
  {
    name: 'fetch',
    callAll: overPorts((ports) => Promise.all(ports.map(fetchTwice)), countingTurns),
  },
  {
    name: 'undici.request',
    callAll: overPorts((ports) => Promise.all(ports.map(requestTwice)), countingTurns),
  },
  {
    name: 'curl',
    missing: async () => ((await isInstalled('curl')) ? undefined : 'curl is not installed'),
    callAll: overPorts((ports) => Promise.all(ports.map(inCurl))),
  },
  {
    name: 'aiohttp',
    missing: async () =>
      (await pythonWithAiohttp()) === undefined ? 'no Python here has aiohttp' : undefined,
    callAll: overPorts(inAiohttp),
  },
  {
    name: 'Chromium',
    missing: async () => ((await findChromium()) === undefined ? whereItMayBe : undefined),
    callAll: overPorts(inChromium),
  },
]

function oneByOne(call: (situation: Situation) => Promise<Seen>): Transport['callAll'] {
  return (situations) => Array.fromAsync(situations, call)
}

/** A client on a busy machine may pause between two calls, and must find its connection still open. */
const patientLimits = { keepAliveTimeoutMs: 120_000 }

/** Opens a port for each situation, and counts the calls that arrive there. */
function overPorts(
  callAll: (ports: readonly PortOfCall[]) => Promise<readonly Seen[]>,
  patience = byTheClock,
): Transport['callAll'] {
  return async (situations) => {
    await using stack = new AsyncDisposableStack()
    const served = await Promise.all(
      situations.map(async ({ network }) =>
        stack.use(await serveWithLimits(network, { port: 0 }, patientLimits)),
      ),
    )
    // On a busy machine, clients that run side by side are slow. After 10 s, a port resets a connection
    // that was meant to time out.
    const patient = situations.map(({ patienceMs }) => patience * patienceMs)
    const seen = await callAll(
      served.map(({ origin }, index) => ({ origin, patienceMs: patient[index]! })),
    )
    return seen.map((one, index) => {
      const calls = served[index]!.trace.calls.filter(({ url }) => url.endsWith('/todos/1'))
      return calls.length === 1 ? one : `${one} (${calls.length} calls)`
    })
  }
}

interface Answer {
  readonly status: number
  readonly body: AsyncIterable<Uint8Array> | null
}

async function fetchTwice({ origin, patienceMs }: PortOfCall): Promise<Seen> {
  const get = (path: string) => (signal: AbortSignal) => fetch(new URL(path, origin), { signal })
  await seenBy(get('/todos/2'), patienceMs)
  return seenBy(get('/todos/1'), patienceMs)
}

async function requestTwice({ origin, patienceMs }: PortOfCall): Promise<Seen> {
  const dispatcher = new Agent()
  const get =
    (path: string) =>
    async (signal: AbortSignal): Promise<Answer> => {
      const options = { dispatcher, signal }
      const { statusCode, body } = await request(new URL(path, origin), options)
      return { status: statusCode, body }
    }
  try {
    await seenBy(get('/todos/2'), patienceMs)
    return await seenBy(get('/todos/1'), patienceMs)
  } finally {
    await dispatcher.destroy()
  }
}

async function seenBy(
  call: (signal: AbortSignal) => Promise<Answer>,
  patienceMs: number,
): Promise<Seen> {
  using patience = startPatience(patienceMs)
  let seen = ''
  try {
    const { status, body } = await call(patience.signal)
    patience.renew()
    let bytes = 0
    seen = `${status}, ${bytes} bytes`
    for await (const piece of body ?? []) {
      patience.renew()
      bytes += piece.length
      seen = `${status}, ${bytes} bytes`
    }
    return seen
  } catch (error) {
    return [seen, nameOf(error)].filter(Boolean).join(', ')
  }
}

interface Coded {
  readonly code?: string
}

function nameOf(error: unknown): string {
  const { name, message, code, cause } = error as Error & Coded & { cause?: Coded }
  if (name === 'TimeoutError') return 'timed out'
  return cause?.code ?? code ?? message
}

async function inCurl({ origin, patienceMs }: PortOfCall): Promise<Seen> {
  const format = '%{http_code}, %{size_download} bytes, exit %{exitcode}\n'
  const args = ['-s', '-m', String(patienceMs / 1000), '-w', format, '-o', devNull]
  const urls = [`${origin}/todos/2`, '-o', devNull, `${origin}/todos/1`]
  const { out } = await run('curl', [...args, ...urls])
  return (out.trim().split('\n')[1] ?? '').replace(/^000, 0 bytes, /, '').replace(', exit 0', '')
}

/** One Python process for all ports, because starting it takes longer than all its calls. */
async function inAiohttp(ports: readonly PortOfCall[]): Promise<Seen[]> {
  const args = ['-c', PYTHON, JSON.stringify(ports)]
  return JSON.parse((await run((await pythonWithAiohttp())!, args)).out) as Seen[]
}

/** A Python that can import aiohttp. On Debian, the first Python on the PATH may not have it. */
function pythonWithAiohttp(): Promise<string | undefined> {
  python ??= findPython()
  return python
}

let python: Promise<string | undefined> | undefined

async function findPython(): Promise<string | undefined> {
  for (const python of ['python3', '/usr/bin/python3', 'python']) {
    if ((await run(python, ['-c', 'import aiohttp'])).code === 0) return python
  }
  return undefined
}

const PYTHON = `
import asyncio, aiohttp, json, sys
async def see(session, url, patience):
    seen = ''
    try:
        async with session.get(url, timeout=aiohttp.ClientTimeout(total=patience)) as response:
            size = 0
            seen = f'{response.status}, {size} bytes, '
            async for piece in response.content.iter_any():
                size += len(piece)
                seen = f'{response.status}, {size} bytes, '
        return seen[:-2]
    except asyncio.TimeoutError:
        return seen + 'timed out'
    except (aiohttp.ClientError, OSError) as error:
        return seen + type(error).__name__
async def see_twice(port):
    async with aiohttp.ClientSession() as session:
        patience = port['patienceMs'] / 1000
        await see(session, port['origin'] + '/todos/2', patience)
        return await see(session, port['origin'] + '/todos/1', patience)
async def main():
    print(json.dumps(await asyncio.gather(*map(see_twice, json.loads(sys.argv[1])))))
asyncio.run(main())
`
