import type { Say } from '../benchmark.ts'
import { startContender } from '../harness/contender-process.ts'
import { measured } from '../report/figure.ts'
import type { Section } from '../report/report.ts'

const count = 1_000_000

/** Sends a million items through `mapStream`, and looks at the heap in use after each tenth. */
export async function streamMemory(say: Say): Promise<Section> {
  say('as a stream: mapStream')
  const file = new URL('contender.ts', import.meta.url)
  await using contender = startContender(file, ['as a stream', 'mapStream'])
  const { cpuMs, value } = await contender.round({ count })
  const heap = value as number[]
  return {
    title: 'A million items through mapStream',
    table: {
      columns: [{ head: 'figure' }],
      rows: [
        { name: 'an item', cells: [measured([(cpuMs * 1e6) / count], 'ns')] },
        ...heap.map((bytes, tenth) => ({
          name: `heap after ${tenth + 1} of ${heap.length} parts`,
          cells: [measured([bytes / 1e6], 'MB')],
        })),
      ],
    },
  }
}
