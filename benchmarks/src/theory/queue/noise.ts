/** A run of a queue, M/M/c. */
export interface QueueRun {
  readonly load: number
  readonly servers: number
  /** How many calls it serves. */
  readonly calls: number
}

/**
 * How far the mean waiting time of a run lies from that of the long run: one standard deviation of many such
 * runs, as a share of the mean. Waits of neighbours are much alike, so it is far larger than that of as many
 * independent waits.
 *
 * It is the asymptotic variance of the mean length of the queue, for a process that goes up and down by one
 * (W. Whitt, "Asymptotic Formulas for Markov Processes with Applications to Simulation", 1992, equation 2.2).
 */
export function waitNoise({ load, servers, calls }: QueueRun): number {
  const arrivals = load * servers
  const weights = weightsOf(arrivals, servers)
  const all = sum(weights)
  const shares = weights.map((weight) => weight / all)
  const queued = (inside: number): number => Math.max(0, inside - servers)
  const mean = sum(shares.map((share, inside) => share * queued(inside)))
  let upTo = 0
  let variance = 0
  for (const [inside, share] of shares.entries()) {
    upTo += (queued(inside) - mean) * share
    variance += (2 * upTo ** 2) / (arrivals * share)
  }
  return Math.sqrt((variance * arrivals) / calls) / mean
}

/** How often so many calls are inside, relative to none. */
function weightsOf(arrivals: number, servers: number): number[] {
  const weights = [1]
  for (let inside = 1; inside <= servers || weights.at(-1)! > 1e-12; inside++) {
    weights.push((weights.at(-1)! * arrivals) / Math.min(inside, servers))
  }
  return weights
}

const sum = (values: readonly number[]): number => values.reduce((all, value) => all + value, 0)
