import { numberText } from '@overlap/trace'
import { collectGarbage } from '../../harness/collect-garbage.ts'
import { exact, measured } from '../../report/figure.ts'
import type { Row, Section } from '../../report/report.ts'
import { besideLoopback } from './beside-loopback.ts'
import { simulateTraffic } from './traffic.ts'

const calls = 1_000_000
const hourMs = 3_600_000

/**
 * Simulates an hour of traffic in virtual time: a million calls. Shows whether memory grows with them, and
 * what they cost beside the same calls over a loopback socket.
 */
export async function virtualHour(): Promise<Section> {
  const hour = await wholeHour()
  const { rows, about, notes } = await besideLoopback()
  return {
    title: 'An hour of virtual time',
    intro: [hour.about, about],
    table: { columns: [{ head: 'figure' }], rows: [...hour.rows, ...rows] },
    notes,
  }
}

async function wholeHour(): Promise<{ rows: Row[]; about: string }> {
  const heapMb: number[] = []
  const cpu = process.cpuUsage()
  const run = await simulateTraffic(calls, () => {
    collectGarbage()
    heapMb.push(process.memoryUsage().heapUsed / 1e6)
  })
  const { user, system } = process.cpuUsage(cpu)
  const { attempts, byStatus } = run.counters
  const hours = (run.settledMs / hourMs).toFixed(3)
  const rows: Row[] = [
    ...Object.entries(byStatus).map(([status, count]) => ({
      name: `answers with status ${status}`,
      cells: [exact(count, 'count')],
    })),
    ...heapMb.map((mb, tenth) => ({
      name: `heap after ${tenth + 1} of ${heapMb.length} parts`,
      cells: [measured([mb], 'MB')],
    })),
    { name: 'a call of the hour', cells: [measured([(user + system) / calls], 'µs')] },
  ]
  return { rows, about: `${numberText(attempts)} calls over ${hours} virtual hours.` }
}
