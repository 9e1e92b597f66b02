import { addWord, finish, hashText } from '../common/murmur3.ts'

/**
 * The start of all draws for one method and path. It has 64 bits, so that two paths hardly ever
 * collide.
 */
export interface Stream {
  readonly high: number
  readonly low: number
}

// Any two different numbers make two independent halves; these are the golden ratio and √2 in 32 bits.
const highSeed = 0x9e3779b9
const lowSeed = 0x6a09e667

/** The stream of draws for the calls with this method and path under this seed. */
export function createStream(seed: number, method: string, path: string): Stream {
  const text = `${seed} ${method} ${path}`
  return { high: hashText(text, highSeed), low: hashText(text, lowSeed) }
}

/** Identifies the purpose of a draw. Draws for different purposes are independent. */
export function createPurpose(name: string): number {
  return hashText(name, 0)
}

/**
 * A number in the open interval (0, 1), with a resolution of 52 bits. Equal arguments give equal
 * numbers, and different arguments practically independent ones. Cost: two short hashes, no state.
 */
export function draw(stream: Stream, ordinal: number, purpose: number): number {
  const high = finish(addWord(addWord(stream.high, ordinal), purpose), 2)
  const low = finish(addWord(addWord(stream.low, ordinal), purpose), 2)
  return (high * 2 ** 20 + (low >>> 12) + 0.5) / 2 ** 52
}
