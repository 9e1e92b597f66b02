import { numberText } from '@overlap/trace'
import { startContender } from '../harness/contender-process.ts'

const count = 1_000_000

/** Sends a million items through `mapStream`, and shows the heap in use after each tenth. */
export async function streamMemory(): Promise<string> {
  console.error(`  as a stream: mapStream`)
  const file = new URL('contender.ts', import.meta.url)
  await using contender = startContender(file, ['as a stream', 'mapStream'])
  const { cpuMs, value } = await contender.round({ count })
  const heap = value as number[]
  const growth = heap.at(-1)! - heap[0]!
  return [
    `mapStream over ${numberText(count)} items, ${numberText(Math.round((cpuMs * 1e6) / count))} ns an item`,
    `heap after each tenth, in MB: ${heap.map((bytes) => (bytes / 1e6).toFixed(2)).join(', ')}`,
    `growth from the first tenth to the last: ${numberText(Math.round(growth / 1000))} kB`,
  ].join('\n')
}
