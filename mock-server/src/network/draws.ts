import { addWord, finish, hashText } from '../common/murmur3.ts'

/** What all draws for one method and path begin with: 64 bits, so that two paths hardly ever share them. */
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

/** A name for what a number is drawn for. Draws for two purposes are independent of one another. */
export function createPurpose(name: string): number {
  return hashText(name, 0)
}

/**
 * A number from the open interval (0, 1), 52 bits fine: always the same one for the same arguments,
 * and for different ones as good as independent. Cost: two short hashes, no state.
 */
export function draw(stream: Stream, ordinal: number, purpose: number): number {
  const high = finish(addWord(addWord(stream.high, ordinal), purpose), 2)
  const low = finish(addWord(addWord(stream.low, ordinal), purpose), 2)
  return (high * 2 ** 20 + (low >>> 12) + 0.5) / 2 ** 52
}
