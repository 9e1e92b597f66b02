import { playRounds } from '../../harness/rounds.ts'
import { startServer } from '../../harness/server-process.ts'
import { measured, ratioOf } from '../../report/figure.ts'
import type { Figure, Row } from '../../report/report.ts'
import type { ServerCost } from './contender.ts'
import { failsOnceIn, meanInFlight } from './traffic.ts'

/** The calls of one round: a sample of the hour. The real ones take several times as long. */
const sample = { simulated: 50_000, loopback: 20_000 }
const plan = { processes: 3, rounds: 3, plays: 1 }

/** The most that a simulated call may cost: this share of what a real one costs its client. */
const wantedRatio = 0.25

/** What the calls of the hour cost beside the same calls over a loopback socket. */
export interface BesideLoopback {
  readonly about: string
  readonly rows: readonly Row[]
  readonly notes: readonly string[]
}

/** Measures calls of the hour, simulated and over a loopback socket to a server that answers at once. */
export async function besideLoopback(): Promise<BesideLoopback> {
  const file = new URL('../call-cost/loopback-server.ts', import.meta.url)
  await using server = await startServer(file, [String(failsOnceIn)])
  const [simulated, loopback] = await playRounds(
    new URL('./contender.ts', import.meta.url),
    Object.entries(sample).map(([name, calls]) => ({ args: [name, server.url], input: { calls } })),
    plan,
  )
  const serverMs = (value: unknown): number => (value as ServerCost).serverCpuMs
  const ours = simulated!.map(({ cpuMs }) => (cpuMs * 1000) / sample.simulated)
  const client = loopback!.map(({ cpuMs }) => (cpuMs * 1000) / sample.loopback)
  const both = loopback!.map(
    ({ cpuMs, value }) => ((cpuMs + serverMs(value)) * 1000) / sample.loopback,
  )
  const oursByClock = simulated!.map(({ ms }) => (ms * 1000) / sample.simulated)
  const clientByClock = loopback!.map(({ ms }) => (ms * 1000) / sample.loopback)
  const ratio = ratioOf(ours, client)
  const row = (name: string, figure: Figure): Row => ({ name, cells: [figure] })
  return {
    about:
      `Times are times on the processor. ${ours.length} rounds, in turns, of ${plan.processes} processes ` +
      `each: calls of the hour, and the same calls over a loopback socket to a server that answers at once, ` +
      `${meanInFlight} at a time, as many as are in flight in the hour.`,
    rows: [
      row('a simulated call', measured(ours, 'µs')),
      row('over loopback, its client', measured(client, 'µs')),
      row('over loopback, its client and its server', measured(both, 'µs')),
      row('simulated ÷ client', ratio),
      row('simulated ÷ client and server', ratioOf(ours, both)),
      row('simulated ÷ client, by the clock', ratioOf(oursByClock, clientByClock)),
    ],
    notes: [
      `Wanted: simulated ÷ client of at most ${wantedRatio}: ${ratio.value <= wantedRatio ? 'reached' : 'missed'}.`,
    ],
  }
}
