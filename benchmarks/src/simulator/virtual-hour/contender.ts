import { serveRounds } from '../../harness/contender-process.ts'
import { meanInFlight, simulateTraffic } from './traffic.ts'

const [name, origin] = process.argv.slice(2)

/** What a round of the loopback client measures besides its own time. */
export interface ServerCost {
  /** Processor time of the server during the round, in ms. */
  readonly serverCpuMs: number
}

/** Sends the calls to a server that answers at once, as many at a time as are in flight in the hour. */
async function overLoopback(calls: number): Promise<ServerCost> {
  const beforeMs = await serverCpuMs()
  let left = calls
  await Promise.all(
    Array.from({ length: meanInFlight }, async () => {
      for (; left > 0; left--) await (await fetch(`${origin}/todos/1`)).text()
    }),
  )
  return { serverCpuMs: (await serverCpuMs()) - beforeMs }
}

async function serverCpuMs(): Promise<number> {
  return Number(await (await fetch(`${origin}/cpu`)).text())
}

serveRounds(async ({ calls }) => {
  if (name === 'simulated') await simulateTraffic(Number(calls))
  else return await overLoopback(Number(calls))
  return undefined
})
