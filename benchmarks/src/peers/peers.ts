import type { Benchmark, Say } from '../benchmark.ts'
import { measureMemory, memorySection } from './cost/memory.ts'
import { measureTimes, timeSection } from './cost/time.ts'
import { pools } from './pools/pools.ts'
import { versions } from './pools/versions.ts'
import { correctness } from './scenarios/correctness.ts'
import { efficiency } from './schedules/efficiency.ts'

/** The same work through lesson 13's pool and limit, and through the libraries that do the same. */
export const peers: Benchmark = {
  name: 'peers',
  summary: 'our pool and limit beside p-map, p-limit, p-queue, async, Effect and bottleneck',
  isExact: () => false,
  async measure(_, say: Say) {
    const names = Object.keys(pools)
    say('schedules and scenarios, in virtual time')
    const exactOnes = [await efficiency(pools), ...(await correctness(pools))]
    const times = await measureTimes(names, say)
    const memories = await measureMemory(names, say)
    return [timeSection(times, await versions()), memorySection(memories), ...exactOnes]
  },
}
