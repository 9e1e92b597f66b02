import { checkRange, isSize } from './check-range.ts'

/** Three averages over the same span of time. Any two of them decide the third. See {@link littlesLaw}. */
export interface Flow {
  /** How many calls are in flight, on average over time. */
  readonly inFlight: number
  /** How many calls are sent per second. */
  readonly callsPerSecond: number
  /** How long a call is in flight, on average over the calls, in ms. */
  readonly latencyMs: number
}

/** Two of the three averages of a {@link Flow}. */
export type KnownFlow =
  | Pick<Flow, 'callsPerSecond' | 'latencyMs'>
  | Pick<Flow, 'inFlight' | 'latencyMs'>
  | Pick<Flow, 'inFlight' | 'callsPerSecond'>

/**
 * Computes the third of three averages: calls in flight = calls per second × latency (J. D. C. Little, "A
 * Proof for the Queuing Formula: L = λW", 1961).
 *
 * It says how many calls are in flight at a given rate, or how many calls per second a pool of a given limit
 * can make. It is exact for any span of time that no call's flight crosses the ends of, whatever the order,
 * the latencies and the limit: so for every finished trace, where it is `meanInFlight` of {@link facts}.
 *
 * @throws {RangeError} if not two averages are given, if one is not a number >= 0, or if one that has to
 * divide the other is 0.
 *
 * @example
 * ```ts
 * import { littlesLaw } from '@overlap/trace'
 *
 * littlesLaw({ callsPerSecond: 50, latencyMs: 200 }).inFlight // → 10
 * littlesLaw({ inFlight: 10, latencyMs: 100 }).callsPerSecond // → 100
 * littlesLaw({ inFlight: 10, callsPerSecond: 20 }).latencyMs // → 500
 * ```
 */
export function littlesLaw(known: KnownFlow): Flow {
  const { inFlight, callsPerSecond, latencyMs }: Partial<Flow> = known
  const given = Object.entries({ inFlight, callsPerSecond, latencyMs }).flatMap(([name, value]) =>
    value === undefined ? [] : [{ name, value }],
  )
  check(given.length === 2, 'exactly two averages must be given', given.length)
  for (const { name, value } of given) check(isSize(value), `${name} must be >= 0`, value)
  if (inFlight === undefined) {
    return {
      inFlight: (callsPerSecond! * latencyMs!) / 1000,
      callsPerSecond: callsPerSecond!,
      latencyMs: latencyMs!,
    }
  }
  const [divisor] = given.slice(1)
  check(divisor!.value > 0, `${divisor!.name} must be > 0`, divisor!.value)
  return callsPerSecond === undefined
    ? { inFlight, callsPerSecond: (inFlight / latencyMs!) * 1000, latencyMs: latencyMs! }
    : { inFlight, callsPerSecond, latencyMs: (inFlight / callsPerSecond) * 1000 }
}

function check(holds: boolean, expected: string, got: unknown): void {
  checkRange("apply Little's law", holds, expected, got)
}
