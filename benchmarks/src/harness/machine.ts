import { numberText } from '@overlap/trace'
import os from 'node:os'

/** The machine that runs the benchmarks, in one line. */
export function machine(): string {
  const cpus = os.cpus()
  const cores = `${cpus.length} × ${cpus[0]?.model.trim() ?? 'unknown processor'}`
  const memory = `${numberText(Math.round(os.totalmem() / 1e9))} GB`
  const system = `${os.platform()} ${os.arch()}, Node ${process.versions.node}`
  return `${cores}, ${memory}, ${system}${load(cpus.length)}`
}

/** How busy the machine is. Windows doesn't count that. */
function load(cores: number): string {
  const [lastMinute = 0] = os.loadavg()
  if (lastMinute === 0) return ''
  return `, ${lastMinute.toFixed(1)} programs busy on ${cores} cores during the last minute`
}
