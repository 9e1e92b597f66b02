import { CallCounts, type Counters } from '../call/counters.ts'

/** What a port has counted since it was started or reset. */
export interface PortCounters extends Counters {
  /** Calls whose headers have not been sent yet. */
  readonly inFlight: number
  /** Calls that ended badly: answered with 400 or above, or broken off by a fault. */
  readonly failed: number
  /** Rows of reports that were made. Stands still when nobody reads. */
  readonly reportRows: number
  /** Connections that are open now. */
  readonly connections: number
  /** Connections that were opened. */
  readonly connectionsOpened: number
}

/** What a port counts of its calls by itself. */
export class PortCounts extends CallCounts {
  failed = 0
  connectionsOpened = 0
}
