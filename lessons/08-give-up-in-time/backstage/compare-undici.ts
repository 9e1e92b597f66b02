import { serveMockApi } from '@overlap/mock-server/serve'
import { Agent, fetch } from 'undici'

/** How undici's own timeouts, of a second each, end two calls. On a true connection: takes some 3 s. */
export async function compareUndici(): Promise<Record<string, string>> {
  await using api = await serveMockApi(
    {
      routes: {
        '/todos/1': { failures: [{ kind: 'hang' }] },
        // 30 bytes a second, one by one: it takes long, and there is never a pause.
        '/todos/3': { bandwidth: { bytesPerSecond: 30, chunkBytes: 1 } },
      },
    },
    { port: 0 },
  )
  const dispatcher = new Agent({ headersTimeout: 1000, bodyTimeout: 1000 })
  const load = async (id: number): Promise<string> => {
    try {
      const response = await fetch(api.url(`/todos/${id}`), { dispatcher })
      await response.json()
      return 'the answer'
    } catch (error) {
      const { cause } = error as Error
      return cause instanceof Error ? cause.name : String(error)
    }
  }
  const [headers, drip] = await Promise.all([load(1), load(3)])
  await dispatcher.destroy()
  return { 'no headers': headers, 'a body that drips': drip }
}

if (import.meta.main) console.table(await compareUndici())
