import type { Benchmark } from './benchmark.ts'
import { asyncio } from './asyncio/asyncio.ts'
import { limits } from './limits/limits.ts'
import { peers } from './peers/peers.ts'
import { strategiesBenchmark } from './strategies/benchmark.ts'
import { simulator } from './simulator/simulator.ts'
import { theory } from './theory/theory.ts'
import { traceCost } from './trace-cost/trace-cost.ts'
import { waits } from './waits/waits.ts'

/** Every benchmark. The first one runs if none is named. */
export const benchmarks: readonly Benchmark<never>[] = [
  strategiesBenchmark,
  theory,
  peers,
  asyncio,
  waits,
  limits,
  traceCost,
  simulator,
]
