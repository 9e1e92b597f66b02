import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { Benchmark, Say } from '../benchmark.ts'
import { startContender, type ContenderProcess } from '../harness/contender-process.ts'
import { startServer } from '../harness/server-process.ts'
import { measured, ratioOf } from '../report/figure.ts'
import type { Row } from '../report/report.ts'

const clients = ['fetch', 'node:http'] as const
/** Several processes, because what the compiler makes of one may be luck. */
const processes = 4
const rounds = 6
/** Only the fastest play of a round counts, because other programs add time. */
const load = { count: 300, perSecond: 1_000, plays: 5 }

/** What `npm run trace` costs a program that makes 1,000 calls a second over real loopback sockets. */
export const traceCost: Benchmark = {
  name: 'trace-cost',
  summary: 'what npm run trace costs a program at 1,000 calls a second (2 minutes)',
  isExact: () => false,
  async measure(_, say: Say) {
    await using server = await startServer(
      new URL('../simulator/call-cost/loopback-server.ts', import.meta.url),
    )
    const rows: Row[] = []
    for (const client of clients) {
      say(client)
      rows.push(await measure(client, server.url))
    }
    return [
      {
        title: 'A call over a loopback socket, at 1,000 calls a second',
        intro: [
          `Time on the processor, of the whole process. ${processes} processes each, with ${rounds} rounds in turns. The fastest of ${load.plays} plays counts in each.`,
        ],
        table: {
          columns: [{ head: 'a call' }, { head: 'a traced call' }, { head: 'traced ÷ not' }],
          rows,
        },
      },
    ]
  },
}

async function measure(client: string, url: string): Promise<Row> {
  const plain: number[] = []
  const traced: number[] = []
  for (let turn = 0; turn < processes; turn++) {
    await using stack = new AsyncDisposableStack()
    const dir = mkdtempSync(path.join(tmpdir(), 'overlap-bench-'))
    stack.defer(() => rmSync(dir, { recursive: true, force: true }))
    const file = new URL('contender.ts', import.meta.url)
    const flags = ['--import', new URL('preload.ts', import.meta.url).href]
    const running = [
      { contender: stack.use(startContender(file, [client, url])), into: plain },
      { contender: stack.use(startContender(file, [client, url, dir], flags)), into: traced },
    ]
    for (let round = 0; round <= rounds; round++) {
      const order = round % 2 === 0 ? running : running.toReversed()
      for (const { contender, into } of order) {
        const us = await microsecondsACall(contender)
        if (round > 0) into.push(us)
      }
    }
  }
  return {
    name: client,
    cells: [measured(plain, 'µs'), measured(traced, 'µs'), ratioOf(traced, plain)],
  }
}

async function microsecondsACall(contender: ContenderProcess): Promise<number> {
  const { cpuMs } = await contender.round(load)
  return (cpuMs * 1000) / load.count
}
