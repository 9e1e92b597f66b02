import type { Latency } from '@overlap/mock-server'

/** How long some calls take, by the shape of their latency. The median is some 100 ms in all of them. */
export const shapes: Readonly<Record<string, Latency>> = {
  constant: 100,
  uniform: { uniform: [50, 150] },
  exponential: { exponential: { mean: 144 } },
  lognormal: { lognormal: { median: 100, p99: 1024 } },
  Pareto: { pareto: { min: 63, alpha: 1.5 } },
}
