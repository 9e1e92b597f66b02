import { table } from '../harness/table.ts'
import { machine } from '../harness/machine.ts'
import { byMemory, byTime } from './comparisons.ts'
import { bytes, compare, cpuTime } from './compare.ts'
import { efficiency } from './efficiency.ts'
import { arrivals } from './first-result.ts'
import { guardCosts } from './guards.ts'
import { shapes } from './schedules.ts'
import { streamMemory } from './streams.ts'

/** Three processes, because what the compiler makes of one may be luck. */
const timePlan = { processes: 3, rounds: 5, plays: 10 }
/** A heap has the same size each time. */
const memoryPlan = { processes: 1, rounds: 3, plays: 1 }

/**
 * Measures the pools, limits and guards of Part 3: what they cost beside the libraries, and how near their
 * schedules get to the bound. What is in virtual time is exact. The rest is time on the processor, in processes
 * of their own.
 */
export async function limits(): Promise<string> {
  console.error(machine())
  const sections = {
    'Schedules: bound ÷ makespan of 200 calls, 10 in flight (exact, in virtual time)':
      await efficiency(),
    'The first result of asTheyFinish, of 50 calls (exact, in virtual time)': await firstResults(),
    'Time on the processor for each call': await compare(byTime, cpuTime, timePlan),
    'Memory of each waiting call': await compare(byMemory, bytes, memoryPlan),
    'A guarded call, if nothing waits': await guardCosts(timePlan),
    'The memory of a stream': await streamMemory(),
  }
  const texts = Object.entries(sections).map(([title, text]) => `${title}\n\n${text}`)
  return [machine(), ...texts].join('\n\n')
}

async function firstResults(): Promise<string> {
  const rows = [['latency', 'fastest call', 'first result', 'last result']]
  for (const [shape, latency] of Object.entries(shapes)) {
    const { fastestMs, firstMs, lastMs } = await arrivals(latency)
    rows.push([shape, `${fastestMs} ms`, `${firstMs} ms`, `${lastMs} ms`])
  }
  return table(rows)
}
