import { normalQuantile } from './normal-quantile.ts'
import type { Latency } from './types.ts'

/** The longest wait that a timer can keep: 2³¹ − 1 ms, nearly 25 days. */
export const longestMs = 2 ** 31 - 1

/** How many standard deviations the 99th percentile of a normal variable lies above its mean. */
const p99Deviations = 2.3263478740408408

/**
 * The time that belongs to a number `u` from (0, 1): the distribution's quantile at `u`, so that a
 * larger `u` never means less time. `replay` goes by the ordinal instead. May be below 0 (`normal`).
 */
export function quantileMs(latency: Latency, u: number, ordinal: number): number {
  if (typeof latency === 'number') return latency
  if ('uniform' in latency) {
    const [minMs, maxMs] = latency.uniform
    return minMs + u * (maxMs - minMs)
  }
  if ('normal' in latency) return latency.normal.mean + latency.normal.sd * normalQuantile(u)
  if ('lognormal' in latency) return lognormal(latency.lognormal, u)
  if ('exponential' in latency) return -latency.exponential.mean * Math.log(1 - u)
  if ('pareto' in latency) return pareto(latency.pareto, u)
  if ('replay' in latency) return latency.replay[ordinal % latency.replay.length] ?? 0
  return latency.sample[Math.floor(u * latency.sample.length)] ?? 0
}

/** {@link quantileMs} in whole milliseconds that a timer can keep. */
export function wholeMs(latency: Latency, u: number, ordinal: number): number {
  return Math.min(longestMs, Math.max(0, Math.round(quantileMs(latency, u, ordinal))))
}

function lognormal(shape: { median: number; p99: number }, u: number): number {
  const sigma = Math.log(shape.p99 / shape.median) / p99Deviations
  return shape.median * Math.exp(sigma * normalQuantile(u))
}

function pareto(shape: { min: number; alpha: number; max?: number }, u: number): number {
  const beyondMax = shape.max === undefined ? 0 : (shape.min / shape.max) ** shape.alpha
  return shape.min * (1 - u * (1 - beyondMax)) ** (-1 / shape.alpha)
}
