import { numberText } from '@overlap/trace'
import { startContender } from '../../harness/contender-process.ts'
import { startServer } from '../../harness/server-process.ts'
import { measured, ratioOf } from '../../report/figure.ts'
import type { Row, Section } from '../../report/report.ts'

const contenders = ['in-process', 'setupServer', 'loopback'] as const
const loads = [
  { inFlight: 100, calls: 2_000 },
  { inFlight: 1_000, calls: 4_000 },
  { inFlight: 10_000, calls: 10_000 },
]
const rounds = 5

/**
 * Measures what a 0 ms call costs: through the in-process mount, through msw's stock `setupServer`,
 * and through a real loopback socket to plain `node:http` in another process.
 *
 * The rounds of the contenders are interleaved. Each contender runs in its own process, and its
 * first round is discarded.
 */
export async function callCost(): Promise<Section> {
  await using server = await startServer(new URL('./loopback-server.ts', import.meta.url))
  const rows: Row[] = []
  for (const load of loads) rows.push(await measure(load, server.url))
  return {
    title: 'A 0 ms call',
    intro: [`Each contender has a process of its own. ${rounds} rounds, in turns.`],
    table: {
      columns: [
        ...contenders.map((head) => ({ head })),
        { head: '÷ setupServer' },
        { head: '÷ loopback' },
        { head: 'memory in process' },
      ],
      rows,
    },
  }
}

async function measure(load: (typeof loads)[number], origin: string): Promise<Row> {
  await using stack = new AsyncDisposableStack()
  const file = new URL('./contender.ts', import.meta.url)
  const running = contenders.map((name) => stack.use(startContender(file, [name, origin])))
  const microseconds = running.map((): number[] => [])
  let inProcessBytes = 0
  for (let round = 0; round <= rounds; round++) {
    for (const [i, contender] of running.entries()) {
      const { ms, peakRssBytes } = await contender.round(load)
      if (round > 0) microseconds[i]?.push((ms * 1000) / load.calls)
      if (i === 0) inProcessBytes = peakRssBytes
    }
  }
  const [inProcess = [], setupServer = [], loopback = []] = microseconds
  return {
    name: `${numberText(load.inFlight)} in flight`,
    cells: [
      ...microseconds.map((each) => measured(each, 'µs')),
      ratioOf(inProcess, setupServer),
      ratioOf(inProcess, loopback),
      measured([inProcessBytes / 1e6], 'MB'),
    ],
  }
}
