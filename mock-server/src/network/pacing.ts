import type { Plan } from './model-types.ts'

/** Tells a mount when each piece of a paced body is due. */
export interface Pacer {
  /** The largest piece to send at once. */
  readonly chunkBytes: number
  /** The whole ms to wait before these bytes are out, counted from when those before were due. */
  waitMs(bytes: number): number
}

/**
 * The pace of a body, or undefined if it comes at once.
 *
 * The waits add up to `bytes ÷ bytesPerSecond`, rounded once and not once a piece.
 */
export function createPacer(plan: Pick<Plan, 'bytesPerSecond' | 'chunkBytes'>): Pacer | undefined {
  const { bytesPerSecond } = plan
  if (bytesPerSecond === undefined) return undefined
  let sentBytes = 0
  let dueMs = 0
  return {
    chunkBytes: plan.chunkBytes ?? defaultChunkBytes(bytesPerSecond),
    waitMs(bytes) {
      sentBytes += bytes
      const before = dueMs
      dueMs = Math.round((sentBytes / bytesPerSecond) * 1000)
      return dueMs - before
    },
  }
}

/** A twentieth of a second's worth, and at least one byte. */
export function defaultChunkBytes(bytesPerSecond: number): number {
  return Math.max(1, Math.round(bytesPerSecond / 20))
}
