import { Agent, fetch } from 'undici'
import { ended, turn } from './patience.ts'
import { serve } from './plain-server.ts'

/** What a body does that nothing reads. */
export async function compareUnread(): Promise<Record<string, string>> {
  return {
    'after an unread body of 65,535 bytes, the next call': await nextCall(65_535),
    'after an unread body of 65,536 bytes, the next call': await nextCall(65_536),
    ...(await bodyTimeouts()),
  }
}

/** Whether a call gets a connection after one whose body nothing has read. */
async function nextCall(bytes: number): Promise<string> {
  await using server = await serve((_, response) => void response.end(Buffer.alloc(bytes)))
  const url = `http://${server.host}/`
  const agent = new Agent({ connections: 1 })
  // Kept, so that the garbage collector doesn't cancel its body.
  const unread = await fetch(url, { dispatcher: agent })
  const next = await ended(fetch(url, { dispatcher: agent }))
  await unread.body?.cancel()
  await agent.destroy()
  return next === undefined ? 'waits' : 'is answered'
}

/** `bodyTimeout` while the code reads, and while it doesn't. */
async function bodyTimeouts(): Promise<Record<string, string>> {
  await using server = await serve(({ url }, response) => {
    if (url === '/large') response.end(Buffer.alloc(1_000_000))
    else response.write('The rest never comes.')
  })
  const agent = new Agent({ bodyTimeout: 20 })
  const unread = await fetch(`http://${server.host}/large`, { dispatcher: agent })
  const stalled = await fetch(`http://${server.host}/`, { dispatcher: agent })
  const reading = await stalled.text().catch(({ cause }: Error) => (cause as Error).message)
  // The other timer began earlier. It has been due for as long, and longer.
  for (let turns = 0; turns < 20; turns++) await turn()
  const later = await unread.text().then(
    (text) => `${text.length} bytes arrive later`,
    ({ cause }: Error) => (cause as Error).message,
  )
  await agent.close()
  return {
    'bodyTimeout, and the server is silent': reading,
    'bodyTimeout, and nothing reads': later,
  }
}

if (import.meta.main) console.table(await compareUnread())
