import * as v from 'valibot'
import { longestMs, object, positive, wholeNumber } from './schema.ts'

/** How fast bodies arrive. */
export interface Bandwidth {
  /** Bytes a second, for each body, or for all bodies together if `shared`. */
  readonly bytesPerSecond: number
  /** Size of the pieces. Default: a twentieth of a second's worth. */
  readonly chunkBytes?: number
  /**
   * All bodies under this setting share `bytesPerSecond`, and take turns piece by piece. Without it
   * each body has the whole bandwidth, however many arrive at once.
   */
  readonly shared?: true
}

/** A {@link Bandwidth}. */
export const bandwidthSchema = object({
  bytesPerSecond: positive,
  chunkBytes: v.exactOptional(wholeNumber(1)),
  shared: v.exactOptional(v.literal(true, 'true')),
})

/** How fast one body arrives. */
export interface Pace {
  /** The maximum that can arrive in a second. */
  readonly bytesPerSecond: number
  /** The size of the pieces. */
  readonly chunkBytes: number
  /** The bandwidth that it shares with others: its name and its bytes a second. */
  readonly shared?: SharedBandwidth
}

/** A bandwidth that several bodies share. */
export interface SharedBandwidth {
  readonly name: string
  readonly bytesPerSecond: number
}

/** Computes when each piece of a paced body is due. */
export interface Pacer {
  /** The largest piece to send at once. */
  readonly chunkBytes: number
  /**
   * The whole ms until these bytes have arrived, counted from when the bytes before them were due.
   * At most 2³¹ − 1, the longest wait of a timer.
   *
   * Call it when the previous bytes have arrived, and first when the body can start. A shared
   * bandwidth serves pieces in the order of these calls.
   */
  waitMs(bytes: number): number
}

/** Makes pacers, and keeps the state of shared bandwidths. */
export class Pacers {
  /** The time when each shared bandwidth is free again, by name. */
  readonly #freeMs = new Map<string, number>()

  /**
   * A pacer for one body.
   *
   * The waits add up to `bytes ÷ bytesPerSecond`, rounded once instead of once per piece. Under a
   * shared bandwidth, a piece also waits for pieces that other bodies requested before.
   *
   * @param fromMs When the first byte can start, on the model's clock.
   */
  create(pace: Pace, fromMs: number): Pacer {
    let sentBytes = 0
    let dueMs = 0
    let waitedMs = 0
    return {
      chunkBytes: pace.chunkBytes,
      waitMs: (bytes) => {
        sentBytes += bytes
        dueMs = pace.shared
          ? Math.max(
              dueMs + duration(bytes, pace),
              this.#share(pace.shared, bytes, fromMs + dueMs) - fromMs,
            )
          : duration(sentBytes, pace)
        const waitMs = Math.min(longestMs, Math.round(dueMs) - waitedMs)
        waitedMs += waitMs
        return waitMs
      },
    }
  }

  /** Forgets the shared bandwidths for which `isUsed` returns false. */
  keep(isUsed: (name: string) => boolean): void {
    for (const name of this.#freeMs.keys()) if (!isUsed(name)) this.#freeMs.delete(name)
  }

  /** @returns When bytes that can start at `readyMs` have arrived. */
  #share(shared: SharedBandwidth, bytes: number, readyMs: number): number {
    const startMs = Math.max(this.#freeMs.get(shared.name) ?? -Infinity, readyMs)
    const freeMs = startMs + duration(bytes, shared)
    this.#freeMs.set(shared.name, freeMs)
    return freeMs
  }
}

function duration(bytes: number, { bytesPerSecond }: { readonly bytesPerSecond: number }): number {
  return (bytes / bytesPerSecond) * 1000
}

/** A twentieth of a second's worth, and at least one byte. */
export function defaultChunkBytes(bytesPerSecond: number): number {
  return Math.max(1, Math.round(bytesPerSecond / 20))
}
