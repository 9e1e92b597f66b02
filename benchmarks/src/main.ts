import { callCost } from './call-cost/call-cost.ts'
import { readCommandLine } from './command-line.ts'
import { limits } from './limits/limits.ts'
import { port } from './port/port.ts'
import { recordingCost } from './recording-cost/recording-cost.ts'
import { virtualHour } from './virtual-hour/virtual-hour.ts'

type Benchmark = (flags: readonly string[]) => Promise<string>

const benchmarks: Record<string, Benchmark> = {
  'call-cost': callCost,
  limits,
  port,
  'recording-cost': recordingCost,
  'virtual-hour': virtualHour,
}

const wanted = readCommandLine(process.argv.slice(2), Object.keys(benchmarks))
if (wanted.kind === 'print') {
  const print = wanted.exitCode === 0 ? console.log : console.error
  print(wanted.text)
  process.exitCode = wanted.exitCode
} else {
  for (const name of wanted.names) {
    console.log(`${name}\n`)
    console.log(`${await benchmarks[name]?.(wanted.flags)}\n`)
  }
}
