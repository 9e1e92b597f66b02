import { devNull } from 'node:os'
import { setupServer } from 'msw/node'
import { Agent, request } from 'undici'
import { findChromium, whereItMayBe } from '../browser/find-chromium.ts'
import { mockHandlers } from '../mount/mock-handlers.ts'
import { startMockApi } from '../mount/start-mock-api.ts'
import type { NetworkInput } from '../network/types.ts'
import { serveMockApi } from '../port/serve-mock-api.ts'
import { isInstalled, run } from '../testing/programs.ts'
import { inChromium } from './chromium.ts'
import { virtualTime } from '../time/virtual-time.ts'

/** A network, and how long a client waits for an answer to come to its end. */
export interface Situation {
  readonly network: NetworkInput
  readonly patienceMs: number
}

/**
 * What a client saw of `GET /todos/1`: `200, 87 bytes`; with what it failed before the headers,
 * `ECONNRESET`; or in the body, `200, 43 bytes, ECONNRESET`. In brackets, if it was not 1: how many
 * calls the server got.
 */
export type Seen = string

/** One way from a client to the shop. */
export interface Transport {
  readonly name: string
  /** How many calls may run at once: those in the process replace globals. */
  readonly atOnce: number
  /** Why it cannot be tried on this machine; nothing if it can. */
  readonly missing?: () => Promise<string | undefined>
  /** Calls `/todos/2`, which is well, and then `/todos/1`, over the same connection if it may. */
  readonly call: (situation: Situation) => Promise<Seen>
}

/** All of them. The first three reach the shop without a socket. */
export const transports: readonly Transport[] = [
  {
    name: 'in process',
    atOnce: 1,
    call: async ({ network, patienceMs }) => {
      using api = startMockApi(network)
      return await fetchTwice(api.url('/'), patienceMs)
    },
  },
  {
    name: 'virtual time',
    atOnce: 1,
    call: async ({ network, patienceMs }) => {
      using _time = virtualTime()
      using api = startMockApi(network)
      return await fetchTwice(api.url('/'), patienceMs)
    },
  },
  {
    name: 'mockHandlers',
    atOnce: 1,
    call: async ({ network, patienceMs }) => {
      const server = setupServer(...mockHandlers(network).handlers)
      server.listen()
      try {
        return await fetchTwice('http://shop.test/', patienceMs)
      } finally {
        server.close()
      }
    },
  },
  {
    name: 'fetch',
    atOnce: 4,
    call: overPort((origin, patienceMs) => fetchTwice(origin, patienceMs)),
  },
  {
    name: 'undici.request',
    atOnce: 4,
    call: overPort(async (origin, patienceMs) => {
      await using dispatcher = disposable(new Agent())
      const get = async (path: string): Promise<Answer> => {
        const { statusCode, body } = await request(new URL(path, origin), {
          dispatcher,
          signal: AbortSignal.timeout(patienceMs),
        })
        return { status: statusCode, body }
      }
      await seenBy(() => get('/todos/2'))
      return await seenBy(() => get('/todos/1'))
    }),
  },
  {
    name: 'curl',
    atOnce: 4,
    missing: async () => ((await isInstalled('curl')) ? undefined : 'curl is not installed'),
    call: overPort(async (origin, patienceMs) => {
      const format = '%{http_code}, %{size_download} bytes, exit %{exitcode}\n'
      const args = ['-s', '-m', String(patienceMs / 1000), '-w', format, '-o', devNull]
      const urls = [`${origin}/todos/2`, '-o', devNull, `${origin}/todos/1`]
      const { out } = await run('curl', [...args, ...urls])
      return (out.trim().split('\n')[1] ?? '')
        .replace(/^000, 0 bytes, /, '')
        .replace(', exit 0', '')
    }),
  },
  {
    name: 'aiohttp',
    atOnce: 4,
    missing: async () =>
      (await pythonWithAiohttp()) === undefined ? 'no Python here has aiohttp' : undefined,
    call: overPort(async (origin, patienceMs) => {
      const args = ['-c', PYTHON, origin, String(patienceMs / 1000)]
      return (await run((await pythonWithAiohttp())!, args)).out.trim()
    }),
  },
  {
    name: 'Chromium',
    atOnce: 4,
    missing: async () => ((await findChromium()) === undefined ? whereItMayBe : undefined),
    call: overPort(inChromium),
  },
]

/** A call over a port of its own, and a look at how many calls came of it. */
function overPort(call: (origin: string, patienceMs: number) => Promise<Seen>): Transport['call'] {
  return async ({ network, patienceMs }) => {
    await using api = await serveMockApi(network, { port: 0 })
    // A client in another process may be slow to come to its point on a busy machine.
    const seen = await call(api.origin, 3 * patienceMs)
    const { length } = api.trace.calls.filter(({ url }) => url.endsWith('/todos/1'))
    return length === 1 ? seen : `${seen} (${length} calls)`
  }
}

interface Answer {
  readonly status: number
  readonly body: AsyncIterable<Uint8Array> | null
}

async function fetchTwice(origin: string, patienceMs: number): Promise<Seen> {
  const get = (path: string): Promise<Answer> =>
    fetch(new URL(path, origin), { signal: AbortSignal.timeout(patienceMs) })
  await seenBy(() => get('/todos/2'))
  return seenBy(() => get('/todos/1'))
}

async function seenBy(call: () => Promise<Answer>): Promise<Seen> {
  let seen = ''
  try {
    const { status, body } = await call()
    let bytes = 0
    seen = `${status}, ${bytes} bytes`
    for await (const piece of body ?? []) {
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

const disposable = <Closable extends { destroy(): Promise<void> }>(closable: Closable) =>
  Object.assign(closable, { [Symbol.asyncDispose]: () => closable.destroy() })

/** The interpreter of this machine's that can import aiohttp; Debian's is not always the first. */
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
import asyncio, aiohttp, errno, sys
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
async def main(origin, patience):
    async with aiohttp.ClientSession() as session:
        await see(session, origin + '/todos/2', patience)
        print(await see(session, origin + '/todos/1', patience))
asyncio.run(main(sys.argv[1], float(sys.argv[2])))
`
