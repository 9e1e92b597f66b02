import { numberText } from '@overlap/trace'
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { startContender } from '../harness/contender-process.ts'
import { median } from '../harness/statistics.ts'
import { table } from '../harness/table.ts'

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
export async function callCost(): Promise<string> {
  const server = fork(new URL('./loopback-server.ts', import.meta.url), {
    execArgv: ['--disable-warning=ExperimentalWarning'],
  })
  const [origin] = (await once(server, 'message')) as [string]
  try {
    const rows = [
      [
        'in flight',
        ...contenders,
        'ratio to setupServer',
        'ratio to loopback',
        'in-process memory',
      ],
    ]
    for (const load of loads) rows.push(await measure(load, origin))
    return `µs a call, medians of ${rounds} interleaved rounds\n\n${table(rows)}`
  } finally {
    server.disconnect()
    await once(server, 'exit')
  }
}

async function measure(load: (typeof loads)[number], origin: string): Promise<string[]> {
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
  const medians = microseconds.map((values) => median(values))
  const [inProcess = 0, setupServer = 0, loopback = 0] = medians
  return [
    numberText(load.inFlight),
    ...medians.map((value) => value.toFixed(0)),
    (inProcess / setupServer).toFixed(2),
    (inProcess / loopback).toFixed(2),
    `${(inProcessBytes / 1e6).toFixed(0)} MB`,
  ]
}
