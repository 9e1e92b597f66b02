import { Agent, fetch } from 'undici'
import { serve, serveSilence } from './plain-server.ts'
import { createClient } from './solution.ts'

/** What the caller sees when a connection can't be opened, or breaks. All on real sockets. */
export async function compareErrors(): Promise<Record<string, string>> {
  return {
    'stale: the server resets it': await stale('reset'),
    'stale: the server closes it': await stale('close'),
    'stale: with createClient': await stale('reset', createClient({ connections: 1 })),
    'no handshake': await silence(),
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

if (import.meta.main) console.table(await compareErrors())
