import { serveMockApi } from '@overlap/mock-server/serve'
import { Agent as HttpAgent, get } from 'node:http'
import { Agent, fetch as undiciFetch } from 'undici'
import { createClient } from './solution.ts'

const CALLS = 20

/** Makes one call, and reads its body. */
type Load = (url: string) => Promise<unknown>

interface Way extends AsyncDisposable {
  readonly load: Load
}

const throughAgent = async (url: string, dispatcher: Agent): Promise<string> =>
  (await undiciFetch(url, { dispatcher })).text()

/** The ways to make calls. Each has its own connections, except for Node's `fetch`. */
const ways: Readonly<Record<string, () => Way>> = {
  'fetch, as it is': () => ({
    load: async (url) => (await fetch(url)).text(),
    [Symbol.asyncDispose]: () => Promise.resolve(),
  }),
  'a new Agent for each call': () => {
    const agents: Agent[] = []
    return {
      load(url) {
        agents.push(new Agent({ connections: 4 }))
        return throughAgent(url, agents.at(-1) as Agent)
      },
      async [Symbol.asyncDispose]() {
        await Promise.all(agents.map((agent) => agent.close()))
      },
    }
  },
  'one Agent': () => oneAgent(new Agent()),
  'one Agent, connections: 4': () => oneAgent(new Agent({ connections: 4 })),
  'createClient, connections: 4': () => {
    const client = createClient({ connections: 4 })
    return {
      load: async (url) => (await client.fetch(url)).text(),
      [Symbol.asyncDispose]: () => client.close(),
    }
  },
  'node:http, maxSockets: 4': () => {
    const agent = new HttpAgent({ keepAlive: true, maxSockets: 4 })
    return {
      load: (url) => httpGet(url, agent),
      [Symbol.asyncDispose]() {
        agent.destroy()
        return Promise.resolve()
      },
    }
  },
}

function oneAgent(agent: Agent): Way {
  return {
    load: (url) => throughAgent(url, agent),
    [Symbol.asyncDispose]: () => agent.close(),
  }
}

function httpGet(url: string, agent: HttpAgent): Promise<void> {
  return new Promise((resolve, reject) => {
    get(url, { agent }, (response) => response.resume().on('end', resolve)).on('error', reject)
  })
}

/** How many connections 20 calls at once open on a real port, and 20 more when those have ended. */
export async function compare(): Promise<Record<string, Record<string, number>>> {
  const table: Record<string, Record<string, number>> = {}
  for (const [name, open] of Object.entries(ways)) {
    await using api = await serveMockApi({ latency: 10 }, { port: 0 })
    await using way = open()
    const opened: number[] = []
    for (const _ of [1, 2]) {
      const before = api.counters.connectionsOpened
      const ids = Array.from({ length: CALLS }, (_, i) => i + 1)
      await Promise.all(ids.map((id) => way.load(api.url(`/products/${id}`))))
      opened.push(api.counters.connectionsOpened - before)
      // A connection is free again when the event loop has turned.
      await new Promise((resolve) => setTimeout(resolve, 5))
    }
    const [first = 0, again = 0] = opened
    table[name] = { [`${CALLS} calls opened`]: first, [`${CALLS} more opened`]: again }
  }
  return table
}

if (import.meta.main) console.table(await compare())
