import type { NetworkModel } from '../network/model.ts'
import type { Shop } from '../shop/shop.ts'

/** The counts since the mount was opened or reset. */
export interface Counters {
  /** Calls, not counting their retries. */
  readonly calls: number
  /** Calls that clients sent, including retries. `attempts / calls` is the amplification. */
  readonly attempts: number
  /** The most calls in flight at once: sent, without headers and without a failure so far. */
  readonly peakInFlight: number
  /** Aborted calls that the server noticed. */
  readonly abortsSeen: number
  /** Aborted calls on which the server had already started to work. */
  readonly wastedCalls: number
  /** The time that the server had spent on those calls. */
  readonly wastedMs: number
  /** Orders that repeat an earlier order: the same user, the same items. */
  readonly doubleOrders: number
  /** Calls answered 429 because of the rate limit. */
  readonly rateViolations: number
  /** Calls answered 503 because the server's slots and queue were full. */
  readonly shed: number
  /** Connections that clients opened; 0 unless the network has `connections`. */
  readonly connectionsOpened: number
  /** The most connections that one client had open at once. */
  readonly peakConnections: number
  /** Answers by their status. */
  readonly byStatus: Readonly<Record<number, number>>
}

/** Combines the counts of a mount's parts in a new object. */
export function countersOf(
  calls: CallCounts,
  network: Pick<NetworkModel, 'counts'>,
  shop: Pick<Shop, 'counts'>,
): Counters {
  const { inFlight: _, byStatus, ...counts } = calls
  const { doubleOrders } = shop.counts()
  return { ...counts, ...network.counts, byStatus: { ...byStatus }, doubleOrders }
}

/** The counts that a mount keeps of its calls. */
export class CallCounts {
  calls = 0
  attempts = 0
  inFlight = 0
  peakInFlight = 0
  abortsSeen = 0
  wastedCalls = 0
  wastedMs = 0
  readonly byStatus: Record<number, number> = {}

  sent(attempt: number): void {
    if (attempt === 1) this.calls += 1
    this.attempts += 1
    this.inFlight += 1
    this.peakInFlight = Math.max(this.peakInFlight, this.inFlight)
  }

  /** The headers arrived, or the call failed without them. */
  landed(status?: number): void {
    this.inFlight -= 1
    if (status !== undefined) this.byStatus[status] = (this.byStatus[status] ?? 0) + 1
  }

  /** The server noticed that the client aborted. `workedMs` is missing if work had not begun. */
  clientGone(workedMs?: number): void {
    this.abortsSeen += 1
    if (workedMs === undefined) return
    this.wastedCalls += 1
    this.wastedMs += workedMs
  }
}
