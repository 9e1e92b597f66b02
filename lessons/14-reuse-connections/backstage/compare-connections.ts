import { simulate } from '@overlap/mock-server'
import { facts } from '@overlap/trace'

const CALLS = 200

/**
 * What a number of connections does to 200 calls, in virtual time. The server works on 8 calls at once, for
 * about 40 ms each, and lets 24 more wait; it answers any further call with 503. Opening a connection takes
 * 60 ms, and the way there and back takes 20 ms.
 */
export async function compareConnections(): Promise<Record<string, Record<string, string>>> {
  const table: Record<string, Record<string, string>> = {}
  for (const limit of [4, 8, 12, 16, 32, 64]) {
    const run = await simulate(
      {
        latency: 20,
        capacity: { slots: 8, queue: 24, serviceMs: { uniform: [20, 60] } },
        connections: { limit, setUpMs: 60 },
      },
      (api) =>
        Promise.all(
          Array.from({ length: CALLS }, async (_, i) => {
            const response = await fetch(api.url(`/products/${(i % 60) + 1}`))
            await response.text()
          }),
        ),
    )
    const { makespanMs } = facts(run.trace)
    const served = run.trace.calls.filter(({ status }) => status === 200)
    const waits = served.map(({ server }) => (server?.startedMs ?? 0) - (server?.arrivedMs ?? 0))
    const meanMs = waits.reduce((sum, ms) => sum + ms, 0) / Math.max(1, waits.length)
    table[limit] = {
      makespan: `${Math.round(makespanMs)} ms`,
      'answers a second': String(Math.round((served.length / makespanMs) * 1000)),
      'mean wait in the server': `${Math.round(meanMs)} ms`,
      'refused (503)': String(run.counters.shed),
    }
  }
  return table
}

if (import.meta.main) console.table(await compareConnections())
