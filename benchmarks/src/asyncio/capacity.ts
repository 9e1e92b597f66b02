import { startContender } from '../harness/contender-process.ts'
import { measured } from '../report/figure.ts'
import type { Section } from '../report/report.ts'
import type { Measured } from './measure.ts'
import type { Workload } from './workloads.ts'

const load = new URL('../simulator/port/load.ts', import.meta.url)
const calls = 5_000
const rounds = 5

/** How many calls of 0 ms a second the server can answer, beside what the clients got from it. */
export async function capacity(
  origin: string,
  { made, connections }: Workload,
  all: readonly Measured[],
): Promise<Section> {
  await using sockets = startContender(load, ['bare sockets'])
  const perSecond: number[] = []
  for (let round = 0; round <= rounds; round++) {
    const { ms } = await sockets.round({ url: `${origin}/wait/0`, connections, calls })
    if (round > 0) perSecond.push((1000 * calls) / ms)
  }
  const clients = all.map(({ name, rounds: played }) => ({
    name,
    cells: [
      measured(
        played.map(({ ms }) => (1000 * made) / ms),
        'calls/s',
      ),
    ],
  }))
  return {
    title: 'Is the server the limit?',
    intro: [
      `Calls of 0 ms a second, over ${connections} connections. Bare sockets write bytes, and parse almost nothing.`,
    ],
    table: {
      columns: [{ head: 'calls', bar: true }],
      rows: [{ name: 'bare sockets', cells: [measured(perSecond, 'calls/s')] }, ...clients],
    },
  }
}
