import { numberText } from '@overlap/trace'
import os from 'node:os'

/** The machine that runs the benchmarks, in one line. */
export function machine(): string {
  const cpus = os.cpus()
  const cores = `${cpus.length} × ${cpus[0]?.model.trim() ?? 'unknown processor'}`
  const memory = `${numberText(Math.round(os.totalmem() / 1e9))} GB`
  return `${cores}, ${memory}, ${os.platform()} ${os.arch()}, Node ${process.versions.node}`
}

/** How many programs wanted a core, on average during the last minute. Windows doesn't count that. */
export function load(): number | undefined {
  const [lastMinute = 0] = os.loadavg()
  return lastMinute === 0 ? undefined : lastMinute
}
