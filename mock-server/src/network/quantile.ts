import type { Latency } from './latency.ts'
import { longestMs } from './schema.ts'

/** The 99th percentile of a standard normal variable. */
const p99Deviations = 2.3263478740408408

/**
 * The quantile of a latency at `u`, a number between 0 and 1. A larger `u` never returns a shorter
 * time.
 *
 * `replay` depends on the ordinal instead of `u`. The result may be negative (`normal`).
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

/** Rounds {@link quantileMs} to whole milliseconds, within the range of timers. */
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

/**
 * The quantile of a standard normal variable at `p`, 0 < p < 1.
 *
 * Algorithm AS 241, routine PPND7: M. J. Wichura, "The Percentage Points of the Normal
 * Distribution", Applied Statistics 37 (1988), 477–484. Accurate to about seven digits. Unlike the
 * Box–Muller method, it returns a larger value for a larger `p`.
 */
export function normalQuantile(p: number): number {
  const q = p - 0.5
  if (Math.abs(q) <= 0.425) return q * middle(0.180625 - q * q)
  const r = Math.sqrt(-Math.log(q < 0 ? p : 1 - p))
  const value = r <= 5 ? tail(r - 1.6) : farTail(r - 5)
  return q < 0 ? -value : value
}

function middle(r: number): number {
  return (
    (((59.10937472 * r + 159.29113202) * r + 50.434271938) * r + 3.3871327179) /
    (((67.1875636 * r + 78.757757664) * r + 17.895169469) * r + 1)
  )
}

function tail(r: number): number {
  return (
    (((0.17023821103 * r + 1.3067284816) * r + 2.75681539) * r + 1.4234372777) /
    ((0.12021132975 * r + 0.7370016425) * r + 1)
  )
}

function farTail(r: number): number {
  return (
    (((0.017337203997 * r + 0.42868294337) * r + 3.081226386) * r + 6.657905115) /
    ((0.012258202635 * r + 0.24197894225) * r + 1)
  )
}
