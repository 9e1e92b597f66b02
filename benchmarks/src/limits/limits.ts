import type { Benchmark, Say, Words } from '../benchmark.ts'
import { exact } from '../report/figure.ts'
import type { Row, Section } from '../report/report.ts'
import { byMemory, byTime } from './comparisons.ts'
import { bytes, compare, cpuTime } from './compare.ts'
import { arrivals } from './first-result.ts'
import { guardCosts } from './guards.ts'
import { shapes } from '../strategies/shapes.ts'
import { streamMemory } from './streams.ts'

/** Three processes, because what the compiler makes of one may be luck. */
const timePlan = { processes: 3, rounds: 5, plays: 10 }
/** A heap has the same size each time. */
const memoryPlan = { processes: 1, rounds: 3, plays: 1 }

interface Flags extends Words {
  /** Leaves out what differs from machine to machine. */
  readonly exact?: boolean
}

/**
 * The limits and guards of Part 3: what they add to a call, beside the libraries. What is in virtual time is exact.
 * The rest is time on the processor, in processes of their own.
 */
export const limits: Benchmark<Flags> = {
  name: 'limits',
  summary: 'what the limits and guards of Part 3 add to a call, beside libraries (minutes)',
  isExact: ({ exact }) => exact === true,
  addFlags: (command) =>
    void command.option('--exact', 'only the first results, which are in virtual time'),
  measure: async ({ exact }, say) => [
    await firstResults(),
    ...(exact === true ? [] : await measured(say)),
  ],
}

/** What differs from machine to machine. */
async function measured(say: Say): Promise<Section[]> {
  return [
    ...(await compare(byTime, cpuTime, timePlan, say)),
    ...(await compare(byMemory, bytes, memoryPlan, say)),
    await guardCosts(timePlan, say),
    await streamMemory(say),
  ]
}

async function firstResults(): Promise<Section> {
  const rows: Row[] = []
  for (const [shape, latency] of Object.entries(shapes)) {
    const { fastestMs, firstMs, lastMs } = await arrivals(latency)
    rows.push({ name: shape, cells: [fastestMs, firstMs, lastMs].map((ms) => exact(ms, 'ms')) })
  }
  return {
    title: 'The first result of asTheyFinish, of 50 calls',
    table: {
      columns: [{ head: 'fastest call' }, { head: 'first result' }, { head: 'last result' }],
      rows,
    },
  }
}
