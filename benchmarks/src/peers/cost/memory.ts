import { numberText } from '@overlap/trace'
import type { Say } from '../../benchmark.ts'
import { startContender, type RoundResult } from '../../harness/contender-process.ts'
import { measured } from '../../report/figure.ts'
import type { Section } from '../../report/report.ts'

const count = 100_000
/** A heap has nearly the same size each time. */
const processes = 3

/** What tasks that wait need, in bytes, in each process. */
export interface Memory {
  /** On the heap, for each task. */
  readonly heap: readonly number[]
  /** The peak of the whole process. */
  readonly peak: readonly number[]
}

/** The memory of each pool. */
export type Memories = ReadonlyMap<string, Memory>

/** Lets tasks wait in each pool. Each process plays one round, so that its peak belongs to it alone. */
export async function measureMemory(names: readonly string[], say: Say): Promise<Memories> {
  const memories = new Map<string, Memory>()
  for (const name of names) {
    say(`memory of waiting tasks: ${name}`)
    const results: RoundResult[] = []
    for (let i = 0; i < processes; i++) results.push(await oneRound(name))
    memories.set(name, {
      heap: results.map(({ value }) => Number(value)),
      peak: results.map(({ peakRssBytes }) => peakRssBytes),
    })
  }
  return memories
}

async function oneRound(name: string): Promise<RoundResult> {
  const file = new URL('contender.ts', import.meta.url)
  await using contender = startContender(file, ['waiting', name])
  return await contender.round({ count })
}

/** What a waiting task needs in each pool. */
export function memorySection(memories: Memories): Section {
  return {
    title: `Memory of ${numberText(count)} waiting tasks`,
    intro: [
      '10 tasks are in flight and never end, so all others wait, except in Promise.all. The heap is what is left after garbage collection, without the items.',
      'The peak is that of the whole process: its resident memory, with Node and the items.',
    ],
    table: {
      columns: [{ head: 'heap of a task', bar: true }, { head: 'peak' }],
      rows: [...memories].map(([name, { heap, peak }]) => ({
        name,
        cells: [
          measured(heap, 'B'),
          measured(
            peak.map((bytes) => bytes / 1e6),
            'MB',
          ),
        ],
      })),
    },
    chart: { kind: 'bars', of: 'heap of a task' },
  }
}
