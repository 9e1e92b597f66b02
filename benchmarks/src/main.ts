import { callCost } from './call-cost/call-cost.ts'
import { port } from './port/port.ts'
import { recordingCost } from './recording-cost/recording-cost.ts'
import { virtualHour } from './virtual-hour/virtual-hour.ts'

type Benchmark = (flags: readonly string[]) => Promise<string>

const benchmarks: Record<string, Benchmark> = {
  'call-cost': callCost,
  port,
  'recording-cost': recordingCost,
  'virtual-hour': virtualHour,
}

const words = process.argv.slice(2)
const flags = words.filter((word) => word.startsWith('--'))
const names = words.filter((word) => !word.startsWith('--'))
const unknown = names.filter((name) => !Object.hasOwn(benchmarks, name))
if (unknown.length > 0) {
  console.error(
    `No benchmark is called ${unknown.join(', ')}. There are: ${Object.keys(benchmarks).join(', ')}.`,
  )
  process.exit(1)
}
for (const name of names.length > 0 ? names : Object.keys(benchmarks)) {
  console.log(`${name}\n`)
  console.log(`${await benchmarks[name]?.(flags)}\n`)
}
