import { callCost } from './call-cost/call-cost.ts'
import { recordingCost } from './recording-cost/recording-cost.ts'
import { virtualHour } from './virtual-hour/virtual-hour.ts'

const benchmarks: Record<string, () => Promise<string>> = {
  'call-cost': callCost,
  'recording-cost': recordingCost,
  'virtual-hour': virtualHour,
}

const names = process.argv.slice(2)
const unknown = names.filter((name) => !Object.hasOwn(benchmarks, name))
if (unknown.length > 0) {
  console.error(
    `No benchmark is called ${unknown.join(', ')}. There are: ${Object.keys(benchmarks).join(', ')}.`,
  )
  process.exit(1)
}
for (const name of names.length > 0 ? names : Object.keys(benchmarks)) {
  console.log(`${name}\n`)
  console.log(`${await benchmarks[name]?.()}\n`)
}
