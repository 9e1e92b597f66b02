import { getJson } from '@overlap/lesson-05'
import { createClient } from '@overlap/lesson-14'
import type { NetworkInput } from '@overlap/mock-server'
import { createRecorder, recordFetch, type Trace } from '@overlap/trace'
import type { Stage } from '../play.ts'

/** More than any strategy needs, so that only the strategy limits the calls. */
const CONNECTIONS = 10_000

/** What the server saw of the calls that were played last. */
export interface Seen {
  readonly trace: Trace
  readonly connectionsOpened: number
}

/**
 * A stage over real sockets: the shop serves in another process, and each play has connections of its own, which
 * lesson 14's client keeps open.
 *
 * @param onSeen Gets what the server saw of a play.
 */
export function onSockets(
  origin: string,
  network: NetworkInput,
  onSeen: (seen: Seen) => void,
): Stage {
  return async (work) => {
    await admin(origin, 'PUT', '/_network', network)
    await admin(origin, 'POST', '/_reset')
    const openedBefore = await opened(origin)
    const recorder = createRecorder()
    await using client = createClient({ connections: CONNECTIONS })
    const { fetch } = globalThis
    globalThis.fetch = recordFetch(client.fetch.bind(client) as typeof fetch, recorder)
    try {
      await work((path, options) => getJson(`${origin}${path}`, options))
    } finally {
      globalThis.fetch = fetch
    }
    // The admin call that asks has a connection of its own.
    const connectionsOpened = (await opened(origin)) - openedBefore - 1
    const trace = (await admin(origin, 'GET', '/_trace.json')) as Trace
    onSeen({ trace, connectionsOpened })
    return recorder.trace()
  }
}

async function opened(origin: string): Promise<number> {
  const counters = (await admin(origin, 'GET', '/_counters')) as { connectionsOpened: number }
  return counters.connectionsOpened
}

async function admin(
  origin: string,
  method: string,
  path: string,
  body?: NetworkInput,
): Promise<unknown> {
  const response = await fetch(`${origin}${path}`, {
    method,
    headers: { connection: 'close', 'content-type': 'application/json' },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  })
  const text = await response.text()
  if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`)
  return text === '' ? undefined : JSON.parse(text)
}
