import type { Say } from '../../benchmark.ts'
import { playRounds, type Plan } from '../../harness/rounds.ts'
import { verdict } from '../../limits/verdict.ts'
import { exact, figureText, measured, ratioOf, valueText } from '../../report/figure.ts'
import type { Section } from '../../report/report.ts'

const million = 1_000_000

/** A million tasks need gigabytes if a pool queues each of them. bottleneck sets timers for each task. */
const counts: Readonly<Record<string, number>> = {
  createLimit: million / 10,
  'p-limit': million / 10,
  'p-queue': million / 10,
  'async.queue': million / 10,
  bottleneck: 100,
}

/** How much of p-map's time mapPool may take. */
const wanted = 0.5

/** Each process is one turn of all pools. What the compiler makes of one may be luck. */
const turns = 3
const turn: Plan = { processes: 1, rounds: 2, plays: 2 }

/** The nanoseconds on the processor that a task costs in each round, by pool. */
export type Times = ReadonlyMap<string, readonly number[]>

const countOf = (name: string): number => counts[name] ?? million

/** Runs tasks that take no time through each pool. */
export async function measureTimes(names: readonly string[], say: Say): Promise<Times> {
  const times = new Map(names.map((name) => [name, [] as number[]]))
  for (let i = 1; i <= turns; i++) {
    say(`time on the processor, turn ${i} of ${turns}`)
    const results = await playRounds(
      new URL('contender.ts', import.meta.url),
      names.map((name) => ({ args: ['at once', name], input: { count: countOf(name) } })),
      turn,
    )
    for (const [at, name] of names.entries()) {
      const ns = results[at]!.map(({ cpuMs }) => (cpuMs * 1e6) / countOf(name))
      times.get(name)!.push(...ns)
    }
  }
  return times
}

/** What a task costs in each pool, beside mapPool. `versions` says of which packages. */
export function timeSection(times: Times, versions: string): Section {
  const ours = times.get('mapPool')!
  const share = ratioOf(ours, times.get('p-map')!)
  return {
    title: 'Time on the processor for each task',
    intro: [
      'The tasks take no time, so only the cost of the pool is left. 10 are in flight. Garbage collection counts, but waiting does not.',
      'Pools that queue every task get fewer: a million would need gigabytes. bottleneck gets few, because it sets timers for each task.',
    ],
    table: {
      columns: [{ head: 'tasks' }, { head: 'a task' }, { head: '÷ mapPool' }],
      rows: [...times].map(([name, ns]) => ({
        name,
        cells: [exact(countOf(name), 'count'), measured(ns, 'ns'), ratioOf(ns, ours)],
      })),
    },
    notes: [
      versions,
      `mapPool takes ${figureText(share)} of the time of p-map. At most ${valueText(wanted, 'ratio')} is wanted: ${verdict(share, wanted)}.`,
    ],
  }
}
