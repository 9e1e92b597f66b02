import type { Latency } from '@overlap/mock-server'

/** A latency in words: `lognormal latency, median 100 ms, p99 1024 ms`. */
export function latencyWords(latency: Latency): string {
  if (typeof latency === 'number') return `Constant latency, ${latency} ms`
  if ('uniform' in latency) return `Uniform latency, ${latency.uniform.join(' to ')} ms`
  if ('normal' in latency) {
    const { mean, sd } = latency.normal
    return `Normal latency, mean ${mean} ms, standard deviation ${sd} ms`
  }
  if ('lognormal' in latency) {
    const { median, p99 } = latency.lognormal
    return `Lognormal latency, median ${median} ms, p99 ${p99} ms`
  }
  if ('exponential' in latency) return `Exponential latency, mean ${latency.exponential.mean} ms`
  if ('pareto' in latency) {
    const { min, alpha, max } = latency.pareto
    return `Pareto latency, from ${min} ms on, alpha ${alpha}${max === undefined ? '' : `, to ${max} ms`}`
  }
  return 'replay' in latency ? 'Replayed latency' : 'Sampled latency'
}
