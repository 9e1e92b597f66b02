import type { LeftoverKind } from './leftovers.ts'

/** Options of `simulate`. */
export interface SimulateOptions {
  /** How often the heart beats, in virtual ms. Default: 10. */
  readonly heartbeatMs?: number
  /** Stops work that is still running after this many virtual ms. Default: 600,000, ten minutes. */
  readonly limitMs?: number
  /** How many calls the work may make. The next one never settles, and ends the simulation. Default: 10,000. */
  readonly callLimit?: number
  /** How many timers and immediates may fire, including those of calls. Default: 100,000. */
  readonly timerLimit?: number
  /** Calls to keep in the trace; older ones are dropped. Default: all. */
  readonly traceLimit?: number
  /** Kinds that `leftovers` doesn't list, because the work leaves them on purpose. Default: none. */
  readonly leaves?: readonly LeftoverKind[]
}
