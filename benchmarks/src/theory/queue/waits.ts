/**
 * Makes a queue in front of some servers that serve the call that came first. It is a recursion, not a
 * simulation of time, so that millions of calls take a second (J. Kiefer, J. Wolfowitz, "On the Theory of
 * Queues with Many Servers", 1955).
 *
 * @returns A function for each call, in the order in which they arrive: how long it waits.
 */
export function createQueue(servers: number): (arrivedMs: number, serviceMs: number) => number {
  const freeMs = new Float64Array(servers)
  return (arrivedMs, serviceMs) => {
    let soonest = 0
    for (let i = 1; i < servers; i++) if (freeMs[i]! < freeMs[soonest]!) soonest = i
    const startedMs = Math.max(arrivedMs, freeMs[soonest]!)
    freeMs[soonest] = startedMs + serviceMs
    return startedMs - arrivedMs
  }
}
